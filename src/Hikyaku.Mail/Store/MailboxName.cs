namespace Hikyaku.Mail.Store;

/// <summary>The rules for names of mailboxes.</summary>
internal static class MailboxName
{
    public const string Inbox = "INBOX";

    /// <summary>The name with INBOX in upper case (RFC 9051 §5.1), or null when it is none.</summary>
    public static string? Normalize(string name, StoreLimits limits)
    {
        if (name.Length == 0 || name[0] == '/' || name[^1] == '/' || name.Contains("//", StringComparison.Ordinal)
            || System.Text.Encoding.UTF8.GetByteCount(name) > limits.NameBytes || name.AsSpan().ContainsAnyInRange('\0', '\x1f') || name.Contains('\x7f'))
        {
            return null;
        }

        var first = name.IndexOf('/', StringComparison.Ordinal) is var end and >= 0 ? name[..end] : name;
        return first.Equals(Inbox, StringComparison.OrdinalIgnoreCase) ? Inbox + name[first.Length..] : name;
    }
}
