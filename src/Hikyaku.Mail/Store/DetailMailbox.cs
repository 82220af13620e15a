namespace Hikyaku.Mail.Store;

/// <summary>Finds the mailbox that the detail of an address names (RFC 5233 §4).</summary>
/// <remarks>
/// Security: whoever writes chooses the detail. It makes no mailbox, and what is for the owner's own mail (sent, drafts, trash) is out of reach.
/// </remarks>
internal static class DetailMailbox
{
    /// <summary>The mailbox of that name, written in any case and with a dot or a slash between its levels; null when there is none, or several.</summary>
    public static MailboxInfo? Of(IReadOnlyList<MailboxInfo> mailboxes, string detail)
    {
        var exact = mailboxes.FirstOrDefault(mailbox => mailbox.Name.Equals(detail, StringComparison.Ordinal));
        var alike = exact is not null ? [exact] : mailboxes.Where(mailbox => IsAlike(mailbox.Name, detail)).Take(2).ToList();
        return alike is [{ SpecialUse: SpecialUse.None or SpecialUse.Archive } only] ? only : null;
    }

    private static bool IsAlike(string name, string detail) =>
        name.Length == detail.Length && name.Replace('/', '.').Equals(detail.Replace('/', '.'), StringComparison.OrdinalIgnoreCase);
}
