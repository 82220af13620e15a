namespace Hikyaku.Protocols.Imap;

/// <summary>All names that LIST may show, with the superiors that do not exist, in order.</summary>
internal sealed class MailboxTree
{
    private readonly SortedDictionary<string, MailboxTreeEntry> _entries = new(StringComparer.Ordinal);
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
    }

    public IEnumerable<MailboxTreeEntry> Entries => _entries.Values;

    /// <summary>Whether a subscribed name below does not match any pattern itself.</summary>
    public bool HasUnmatchedSubscription(MailboxTreeEntry entry, List<ListPattern> patterns) =>
        entry.HasSubscribedBelow && Below(entry).Any(child => child.IsSubscribed && !patterns.Exists(pattern => pattern.Matches(child.Shown)));

    /// <summary>Whether a mailbox below does not match any pattern itself.</summary>
    public bool HasUnmatchedChild(MailboxTreeEntry entry, List<ListPattern> patterns) =>
        Below(entry).Any(child => child.Info is not null && !patterns.Exists(pattern => pattern.Matches(child.Shown)));

    private IEnumerable<MailboxTreeEntry> Below(MailboxTreeEntry entry) =>
        _entries.Values.Where(child => child.Shown.Length > entry.Shown.Length && child.Shown[entry.Shown.Length] == _separator
            && child.Shown.StartsWith(entry.Shown, StringComparison.Ordinal));

    private MailboxTreeEntry Add(string shown)
    {
        if (!_entries.TryGetValue(shown, out var entry))
        {
            entry = new MailboxTreeEntry(shown);
            _entries.Add(shown, entry);
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
