using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>All names that LIST may show, with the superiors that do not exist, in order.</summary>
internal sealed class MailboxTree
{
    private readonly Dictionary<string, MailboxTreeEntry> _byName = new(StringComparer.Ordinal);
    private readonly MailboxTreeEntry[] _entries;

    private MailboxTree(ImapSession session, List<ReachedMailbox> shared)
    {
        foreach (var info in session.Mail!.Mailboxes)
        {
            if (session.Names.ToShown(info.Name) is { } shown)
            {
                Add(shown, session.Names.Separator).Info = info;
                AddSuperiors(shown, session.Names.Separator, isSubscribed: false, exists: true);
            }
        }

        foreach (var mailbox in shared)
        {
            var entry = Add(mailbox.Shown, mailbox.Separator);
            // What a mailbox is for says its owner to himself.
            (entry.Foreign, entry.Info) = (mailbox, mailbox.Info with { SpecialUse = SpecialUse.None, Subscribed = false });
            AddSuperiors(mailbox.Shown, mailbox.Separator, isSubscribed: false, exists: true);
        }

        foreach (var name in session.Mail.Subscriptions)
        {
            var isForeign = session.Reach.IsForeign(name);
            if ((isForeign ? name : session.Names.ToShown(name)) is { } shown)
            {
                var separator = isForeign ? MailboxReach.Separator : session.Names.Separator;
                Add(shown, separator).IsSubscribed = true;
                AddSuperiors(shown, separator, isSubscribed: true, exists: false);
            }
        }

        _entries = [.. _byName.Values.OrderBy(entry => entry.Shown, StringComparer.Ordinal)];
    }

    /// <summary>Puts the tree of a session together.</summary>
    public static async ValueTask<MailboxTree> Build(ImapSession session) => new(session, await session.Reach.Shared());

    public IEnumerable<MailboxTreeEntry> Entries => _entries;

    /// <summary>Whether a name below that is wanted does not match any pattern itself.</summary>
    public bool HasUnmatched(MailboxTreeEntry entry, List<ListPattern> patterns, Func<MailboxTreeEntry, bool> isWanted)
    {
        // Inferiors are neighbours in this order.
        var prefix = entry.Shown + entry.Separator;
        for (var at = FirstFrom(prefix); at < _entries.Length && _entries[at].Shown.StartsWith(prefix, StringComparison.Ordinal); at++)
        {
            var child = _entries[at];
            if (isWanted(child) && !patterns.Exists(pattern => pattern.Matches(child.Shown, child.Separator)))
            {
                return true;
            }
        }

        return false;
    }

    private int FirstFrom(string name)
    {
        var (low, high) = (0, _entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(_entries[middle].Shown, name) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private MailboxTreeEntry Add(string shown, char separator)
    {
        if (!_byName.TryGetValue(shown, out var entry))
        {
            entry = new MailboxTreeEntry(shown, separator);
            _byName.Add(shown, entry);
        }

        return entry;
    }

    private void AddSuperiors(string shown, char separator, bool isSubscribed, bool exists)
    {
        for (var at = shown.LastIndexOf(separator); at > 0; at = shown.LastIndexOf(separator, at - 1))
        {
            var superior = Add(shown[..at], separator);
            superior.HasSubscribedBelow |= isSubscribed;
            superior.HasChildren |= exists;
        }
    }
}
