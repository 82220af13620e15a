using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>The mailboxes that sources of a search name, each once (RFC 7377 §2.2). Names that nobody has are left out.</summary>
internal sealed class SourceMailboxes(ImapSession session)
{
    public IEnumerable<MailboxInfo> Of(IReadOnlyList<MailboxSource> sources)
    {
        var all = session.Mail!.Mailboxes;
        if (sources.Count == 0)
        {
            return all.Where(IsSelected);
        }

        return all.Where(mailbox => sources.Any(source => Has(source, mailbox)));
    }

    private bool Has(MailboxSource source, MailboxInfo mailbox) => source.Kind switch
    {
        "SELECTED" => IsSelected(mailbox),

        // INBOX is the only mailbox that mail is delivered to without asking.
        "INBOXES" => mailbox.Name == "INBOX",
        "SUBSCRIBED" => session.Mail!.Subscriptions.Contains(mailbox.Name),
        "SUBTREE" => Names(source).Any(name => mailbox.Name == name || mailbox.Name.StartsWith(name + "/", StringComparison.Ordinal)),
        "SUBTREE-ONE" => Names(source).Any(name => mailbox.Name == name || IsChild(mailbox.Name, name)),
        "MAILBOXES" => Names(source).Contains(mailbox.Name),
        _ => true,
    };

    // The selected mailbox may lie in another account.
    private bool IsSelected(MailboxInfo mailbox) => session.View is { } view && view.Mail.Id == session.Mail!.Id && view.Info.Id == mailbox.Id;

    private static bool IsChild(string name, string parent) =>
        name.StartsWith(parent + "/", StringComparison.Ordinal) && !name.AsSpan(parent.Length + 1).Contains('/');

    private IEnumerable<string> Names(MailboxSource source) => source.Names.Select(name => session.NameOf(name)).OfType<string>();
}
