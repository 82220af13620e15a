using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>The groups of NOTIFY as names of the store: the first one that a mailbox belongs to decides (RFC 5465 §3.1).</summary>
internal sealed class NotifyFilter(ImapSession session, IReadOnlyList<NotifyGroup> groups)
{
    private readonly List<(NotifyGroup Group, List<string> Names)> _groups =
        [.. groups.Where(group => !group.IsSelected).Select(group => (group, Names(session, group)))];

    /// <summary>The group of the selected mailbox, if there is one.</summary>
    public NotifyGroup? Selected { get; } = groups.FirstOrDefault(group => group.IsSelected);

    /// <summary>Every event that some mailbox has.</summary>
    public NotifyEvents All { get; } = groups.Where(group => !group.IsSelected).Aggregate(NotifyEvents.None, (all, group) => all | group.Events);

    /// <summary>The events of the subscribed mailboxes.</summary>
    public NotifyEvents OfSubscribed { get; } = groups.FirstOrDefault(group => group.Scope == NotifyScope.Subscribed)?.Events ?? NotifyEvents.None;

    /// <summary>The events of an own mailbox that is not selected.</summary>
    public NotifyEvents Of(string name)
    {
        foreach (var (group, names) in _groups)
        {
            if (Contains(group.Scope, names, name))
            {
                return group.Events;
            }
        }

        return NotifyEvents.None;
    }

    private bool Contains(NotifyScope scope, List<string> names, string name) => scope switch
    {
        NotifyScope.Inboxes => name == "INBOX",
        NotifyScope.Personal => true,
        NotifyScope.Subscribed => session.Mail!.Subscriptions.Contains(name),
        NotifyScope.Mailboxes => names.Contains(name),
        _ => names.Exists(root => name == root || name.StartsWith(root + "/", StringComparison.Ordinal)),
    };

    private static List<string> Names(ImapSession session, NotifyGroup group) =>
        [.. group.Names.Select(wire => session.NameOf(wire)).OfType<string>()];
}
