using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Sharing;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>A place in the tree of names that a session sees; there may be no mailbox.</summary>
/// <param name="Sharing">Tells the rights.</param>
/// <param name="Reader">Who signed in.</param>
/// <param name="Owner">Whose mail the place is in.</param>
/// <param name="Mail">That mail.</param>
/// <param name="Name">The store's name.</param>
/// <param name="Shown">The name that the client sees.</param>
/// <param name="Separator">The separator between its levels.</param>
internal sealed record MailboxPlace(Sharing Sharing, Account Reader, Account Owner, MailAccount Mail, string Name, string Shown, char Separator)
{
    public bool IsOwn => Owner.Id == Reader.Id;

    /// <summary>The mailbox here, if the session may know of it.</summary>
    public ReachedMailbox? Find() => Mail.Find(Name) is { } info ? Seen(info) : null;

    /// <summary>The nearest mailbox above, if there is one that the session may know of.</summary>
    public ReachedMailbox? Superior()
    {
        for (var end = Name.LastIndexOf('/'); end > 0; end = Name.LastIndexOf('/', end - 1))
        {
            if (Mail.Find(Name[..end]) is { } info)
            {
                return Seen(info);
            }
        }

        return null;
    }

    private ReachedMailbox? Seen(MailboxInfo info)
    {
        var reached = new ReachedMailbox(this, info);
        return reached.Allows(Formats.ImapSyntax.MailboxRights.Lookup) ? reached : null;
    }
}
