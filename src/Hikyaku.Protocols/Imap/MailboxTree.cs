namespace Hikyaku.Protocols.Imap;

/// <summary>All names that LIST may show, with the superiors that do not exist, in order.</summary>
internal sealed class MailboxTree
{
    private readonly Dictionary<string, MailboxTreeEntry> _byName = new(StringComparer.Ordinal);
    private readonly MailboxTreeEntry[] _entries;
    private readonly char _separator;

    public MailboxTree(ImapSession session)
    {
        _separator = session.Names.Separator;
        foreach (var info in session.Mail!.Mailboxes)
        {
            if (session.Names.ToShown(info.Name) is { } shown)
            {
                Add(shown).Info = info;
                AddSuperiors(shown, isSubscribed: false, exists: true);
            }
        }

        foreach (var name in session.Mail.Subscriptions)
        {
            if (session.Names.ToShown(name) is { } shown)
            {
                Add(shown).IsSubscribed = true;
                AddSuperiors(shown, isSubscribed: true, exists: false);
            }
        }

        _entries = [.. _byName.Values.OrderBy(entry => entry.Shown, StringComparer.Ordinal)];
    }

    public IEnumerable<MailboxTreeEntry> Entries => _entries;

    /// <summary>Whether a name below that is wanted does not match any pattern itself.</summary>
    public bool HasUnmatched(MailboxTreeEntry entry, List<ListPattern> patterns, Func<MailboxTreeEntry, bool> isWanted)
    {
        // Inferiors are neighbours in this order.
        var prefix = entry.Shown + _separator;
        for (var at = FirstFrom(prefix); at < _entries.Length && _entries[at].Shown.StartsWith(prefix, StringComparison.Ordinal); at++)
        {
            var child = _entries[at];
            if (isWanted(child) && !patterns.Exists(pattern => pattern.Matches(child.Shown)))
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

    private MailboxTreeEntry Add(string shown)
    {
        if (!_byName.TryGetValue(shown, out var entry))
        {
            entry = new MailboxTreeEntry(shown);
            _byName.Add(shown, entry);
        }

        return entry;
    }

    private void AddSuperiors(string shown, bool isSubscribed, bool exists)
    {
        for (var at = shown.LastIndexOf(_separator); at > 0; at = shown.LastIndexOf(_separator, at - 1))
        {
            var superior = Add(shown[..at]);
            superior.HasSubscribedBelow |= isSubscribed;
            superior.HasChildren |= exists;
        }
    }
}
