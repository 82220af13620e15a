namespace Hikyaku.Formats.Mime;

/// <summary>
/// One address of a header field as ENVELOPE shows it (RFC 9051 §7.5.2), octets as received. A host of null begins a group named by
/// the mailbox, or ends it when that is null too.
/// </summary>
internal readonly record struct RawAddress(byte[]? Name, byte[]? Route, byte[]? Mailbox, byte[]? Host)
{
    public bool IsGroupMark => Host is null;
}
