namespace Hikyaku.Mail.Store;

/// <summary>The UIDs that a mailbox has left: RFC 9051 §2.3.1.1 gives it 32 bits, and none comes twice.</summary>
internal static class UidSpace
{
    // What an import or a repair may still add must stay below the end too.
    private const uint Margin = 1000;

    /// <summary>Whether the mailbox can number that many further messages.</summary>
    public static bool Has(MailboxInfo mailbox, int more) => (ulong)mailbox.UidNext + Margin + (uint)more <= uint.MaxValue;
}
