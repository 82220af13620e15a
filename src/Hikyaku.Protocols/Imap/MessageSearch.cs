using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>
/// One search: walks the mailbox in steps, so that neither the index nor memory is held for long, and reads of each message only what its
/// conditions still need: nothing, the header columns, or the octets.
/// </summary>
internal sealed class MessageSearch(ImapSession session, MailboxView view, SearchKey key)
{
    private const int Step = 256;
    private readonly SearchMatcher _matcher = new(view, session.Connection.Time.GetUtcNow());
    private readonly bool _readsColumns = ReadsColumns(key);
    private readonly List<FoundMessage> _found = [];
    private readonly List<(MessageEntry Entry, int Sequence)> _open = new(Step);

    /// <summary>The messages that meet the condition, ascending.</summary>
    public async ValueTask<List<FoundMessage>> Run()
    {
        var entries = new List<MessageEntry>(Step);
        for (var first = 1; first <= view.Count; first += Step)
        {
            var last = Math.Min(view.Count, first + Step - 1);
            entries.Clear();
            view.Index.CopyTo(view.UidAt(first), view.UidAt(last), entries);
            Sift(entries, first);
            await Decide();
            _open.Clear();
        }

        // What was open in a step came behind what was not.
        _found.Sort((x, y) => x.Uid.CompareTo(y.Uid));
        return _found;
    }

    // The index may know messages that the client does not yet, and lack some that it still counts.
    private void Sift(List<MessageEntry> entries, int sequence)
    {
        foreach (var entry in entries)
        {
            while (sequence <= view.Count && view.UidAt(sequence) < entry.Uid)
            {
                sequence++;
            }

            if (sequence > view.Count || view.UidAt(sequence) != entry.Uid)
            {
                continue;
            }

            switch (_matcher.Match(key, entry, null, null))
            {
                case true: _found.Add(new FoundMessage(entry.Uid, sequence, entry.ModSeq)); break;
                case null: _open.Add((entry, sequence)); break;
            }
        }
    }

    private async ValueTask Decide()
    {
        if (_open.Count == 0)
        {
            return;
        }

        var columns = _readsColumns ? await Details([.. _open.Select(message => message.Entry.Uid)], DetailFields.Columns) : [];
        var undecided = new List<(MessageEntry Entry, int Sequence)>();
        foreach (var message in _open)
        {
            switch (_matcher.Match(key, message.Entry, columns.GetValueOrDefault(message.Entry.Uid)?.Columns, null))
            {
                case true: Add(message); break;
                case null: undecided.Add(message); break;
            }
        }

        if (undecided.Count > 0)
        {
            await Read(undecided, columns);
        }
    }

    private async ValueTask Read(List<(MessageEntry Entry, int Sequence)> undecided, Dictionary<uint, MessageDetails> columns)
    {
        var parts = await Details([.. undecided.Select(message => message.Entry.Uid)], DetailFields.Parts);
        foreach (var message in undecided)
        {
            if (parts.GetValueOrDefault(message.Entry.Uid)?.Parts is not { } map)
            {
                continue;
            }

            using var reader = await view.Mail.OpenMessage(view.Info.Id, message.Entry.Uid, CancellationToken.None);
            if (reader is not null
                && _matcher.Match(key, message.Entry, columns.GetValueOrDefault(message.Entry.Uid)?.Columns, new MessageText(reader, map)) == true)
            {
                Add(message);
            }
        }
    }

    private async ValueTask<Dictionary<uint, MessageDetails>> Details(uint[] uids, DetailFields wanted) =>
        (await view.Mail.Details(view.Info.Id, uids, wanted, CancellationToken.None)).ToDictionary(details => details.Uid);

    private void Add((MessageEntry Entry, int Sequence) message) => _found.Add(new FoundMessage(message.Entry.Uid, message.Sequence, message.Entry.ModSeq));

    private static bool ReadsColumns(SearchKey key) => key switch
    {
        SearchKey.And and => and.Keys.Any(ReadsColumns),
        SearchKey.Or or => ReadsColumns(or.First) || ReadsColumns(or.Second),
        SearchKey.Not not => ReadsColumns(not.Key),
        SearchKey.Header => true,
        SearchKey.Date date => date.Which == SearchDate.Sent,
        _ => false,
    };
}
