using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>A mailbox that a session can reach, its own or one that another account shares with it.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Info">The mailbox.</param>
internal sealed record ReachedMailbox(MailboxPlace Place, MailboxInfo Info)
{
    public Account Owner => Place.Owner;

    public MailAccount Mail => Place.Mail;

    public bool IsOwn => Place.IsOwn;

    /// <summary>The name that the client sees.</summary>
    public string Shown => Place.Shown;

    /// <summary>The separator between the levels of its name.</summary>
    public char Separator => Place.Separator;

    /// <summary>What the session may do now: rights may be given and taken at any time.</summary>
    public MailboxRights Rights => Place.Sharing.RightsOf(Place.Reader, Owner, Mail, Info.Id);

    public bool Allows(MailboxRights rights) => IsOwn || (Rights & rights) == rights;

    public bool AllowsAny(MailboxRights rights) => IsOwn || (Rights & rights) != MailboxRights.None;

    /// <summary>A change of flags without what the session may not change; null when nothing is left (RFC 4314 §4).</summary>
    public FlagChange? Limit(FlagChange change)
    {
        var kept = Kept;
        if (kept == MessageFlags.None)
        {
            return change;
        }

        var keepsKeywords = !Allows(MailboxRights.Write);
        return kept == AllFlags && keepsKeywords ? null : change with { Kept = kept, KeepsKeywords = keepsKeywords };
    }

    /// <summary>The system flags that the session may not change.</summary>
    public MessageFlags Kept =>
        (Allows(MailboxRights.Seen) ? MessageFlags.None : MessageFlags.Seen)
        | (Allows(MailboxRights.DeleteMessages) ? MessageFlags.None : MessageFlags.Deleted)
        | (Allows(MailboxRights.Write) ? MessageFlags.None : MessageFlags.Answered | MessageFlags.Flagged | MessageFlags.Draft);

    /// <summary>A message for it with the flags alone that the session may set.</summary>
    public AppendMessage Limit(AppendMessage message) => Kept == MessageFlags.None
        ? message
        : message with { Flags = message.Flags & ~Kept, Keywords = Allows(MailboxRights.Write) ? message.Keywords : [] };

    private const MessageFlags AllFlags =
        MessageFlags.Seen | MessageFlags.Deleted | MessageFlags.Answered | MessageFlags.Flagged | MessageFlags.Draft;
}
