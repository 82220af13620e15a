using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>The tagged answer to a command (RFC 9051 §7.1); <paramref name="Closes"/> ends the session after it.</summary>
internal sealed record ImapReply(string Status, string Text, bool Closes = false)
{
    public static ImapReply Ok(string text) => new("OK", text);

    public static ImapReply No(string text) => new("NO", text);

    public static ImapReply Bad(string text) => new("BAD", text);

    public static ImapReply NoSuchMailbox { get; } = No("[NONEXISTENT] There is no such mailbox.");

    public static ImapReply TryCreate { get; } = No("[TRYCREATE] There is no such mailbox; create it first.");

    public static ImapReply BadName { get; } = No("[CANNOT] That is no mailbox name that can be used here.");

    public static ImapReply NoPermission { get; } = No("[NOPERM] You may not do that with this mailbox.");

    public static ImapReply Gone { get; } = No("[UNAVAILABLE] The mailbox was removed meanwhile.");

    public static ImapReply ReadOnly { get; } = No("[READ-ONLY] The mailbox is open for reading only.");

    // RFC 5530 §3: UNAVAILABLE is a failure that passes.
    public static ImapReply DiskFull { get; } = No("[UNAVAILABLE] The server is short of disk space; delete messages or try again later.");

    public static ImapReply Unavailable(StoreUnavailableException exception) =>
        exception.IsFull ? DiskFull : No("[UNAVAILABLE] The mail store takes no changes now; try again later.");

    public static ImapReply OverQuota { get; } = No("[OVERQUOTA] The account's quota does not allow it.");

    public static ImapReply UidRequired { get; } = Bad("[UIDREQUIRED] There are no message numbers after ENABLE UIDONLY.");

    /// <summary>The answer has been sent already.</summary>
    public static ImapReply Sent { get; } = new("OK", "");

    /// <summary>The connection broke: nothing is sent.</summary>
    public static ImapReply Broken { get; } = new("", "", Closes: true);
}
