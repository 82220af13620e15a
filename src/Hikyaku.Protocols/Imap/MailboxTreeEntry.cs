using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>A name in the tree of mailboxes; it may be only a superior, or only subscribed to.</summary>
internal sealed class MailboxTreeEntry(string shown, char separator)
{
    public string Shown => shown;

    public char Separator => separator;

    /// <summary>The mailbox of another account.</summary>
    public ReachedMailbox? Foreign { get; set; }

    public MailboxInfo? Info { get; set; }

    public bool HasChildren { get; set; }

    public bool IsSubscribed { get; set; }

    public bool HasSubscribedBelow { get; set; }
}
