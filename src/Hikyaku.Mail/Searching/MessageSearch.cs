using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching;

/// <summary>
/// One search in a mailbox: walks its arrays in steps, so that neither a lock nor memory is held for long, and reads of each message only what its
/// conditions still need: nothing, the header row, or the octets.
/// </summary>
public sealed class MessageSearch(MailAccount account, MailboxIndex index, Condition condition)
{
    private const int Step = 1024;

    // To read these costs less than to ask the index.
    private const int FewMessages = 4;

    // Reading a message costs as much as thousands of rows.
    private const int ReadsBetweenReports = 64;
    private readonly List<FoundMessage> _found = [];
    private readonly List<MessageRow> _open = [];
    private SearchProgress? _progress;
    private int _total;
    private int _done;
    private uint _last;

    /// <summary>The messages that meet the condition, by UID.</summary>
    public async ValueTask<List<FoundMessage>> Run(SearchProgress? progress, CancellationToken cancellation)
    {
        _progress = progress;
        _total = index.Count;
        condition.Prepare(index);
        await AskIndex(cancellation);
        var rows = new MessageRow[Math.Min(Step, Math.Max(1, _total))];
        for (int count; (count = index.Read(_last, rows)) > 0;)
        {
            _last = rows[count - 1].Uid;
            Sift(rows.AsSpan(0, count));
            if (_open.Count > 0)
            {
                await Decide(cancellation);
            }

            _done += count;
            await Report();
        }

        return _found;
    }

    /// <summary>Those of some messages, whose UIDs ascend, that meet the condition.</summary>
    public async ValueTask<List<FoundMessage>> Among(IReadOnlyList<uint> uids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(uids);
        condition.Prepare(index);
        var row = new MessageRow[1];
        foreach (var uid in uids)
        {
            if (index.Read(uid - 1, row) > 0 && row[0].Uid == uid)
            {
                Sift(row);
            }
        }

        if (_open.Count > 0)
        {
            await Decide(cancellation);
        }

        return _found;
    }

    private async ValueTask AskIndex(CancellationToken cancellation)
    {
        if (_total < FewMessages || !account.Core.Parts.Index.IsOn)
        {
            return;
        }

        foreach (var part in condition.Indexed)
        {
            if (await account.Core.SearchIndex.Use(
                create: false, db => db.Ask(index.Id, index.UidValidity, part.Question!, cancellation)) is { } answer)
            {
                part.Take(answer);
            }
        }
    }

    private void Sift(ReadOnlySpan<MessageRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            switch (condition.Match(new Candidate { Row = row }))
            {
                case Verdict.Yes: _found.Add(new FoundMessage(row.Uid, row.ModSeq)); break;
                case Verdict.Open: _open.Add(row); break;
            }
        }
    }

    private async ValueTask Decide(CancellationToken cancellation)
    {
        var before = _found.Count;
        if (condition.ReadsHeaders)
        {
            await DecideByHeaders(cancellation);
        }

        for (var first = 0; first < _open.Count; first += ReadsBetweenReports)
        {
            await Read(_open.GetRange(first, Math.Min(ReadsBetweenReports, _open.Count - first)), cancellation);
            await Report();
        }

        _open.Clear();

        // What was open came behind what was not.
        if (_found.Count > before)
        {
            _found.Sort(static (x, y) => x.Uid.CompareTo(y.Uid));
        }
    }

    private async ValueTask DecideByHeaders(CancellationToken cancellation)
    {
        var undecided = new List<MessageRow>();
        var next = 0;
        await account.Core.Headers(index.Id, _open.ConvertAll(row => row.Uid), Match, cancellation);
        _open.Clear();
        _open.AddRange(undecided);

        void Match(uint uid, ReadOnlySpan<byte> octets)
        {
            // Rows come ascending, but for those that had to be made.
            next = next < _open.Count && _open[next].Uid <= uid ? next : 0;
            while (_open[next].Uid < uid)
            {
                next++;
            }

            var row = _open[next];
            switch (condition.Match(new Candidate { Row = row, Header = HeaderRow.Read(octets) }))
            {
                case Verdict.Yes: _found.Add(new FoundMessage(row.Uid, row.ModSeq)); break;
                case Verdict.Open: undecided.Add(row); break;
            }
        }
    }

    private async ValueTask Read(List<MessageRow> rows, CancellationToken cancellation)
    {
        var uids = rows.ConvertAll(row => row.Uid);
        uids.Sort();
        var parts = (await account.Details(index.Id, uids, DetailFields.Parts, cancellation)).ToDictionary(details => details.Uid);
        var headers = new Dictionary<uint, byte[]>();
        if (condition.ReadsHeaders)
        {
            await account.Core.Headers(index.Id, uids, (uid, octets) => headers[uid] = octets.ToArray(), cancellation);
        }

        foreach (var row in rows)
        {
            if (parts.GetValueOrDefault(row.Uid)?.Parts is { } map
                && await account.OpenMessage(index.Id, row.Uid, cancellation) is { } reader)
            {
                using (reader)
                {
                    Match(row, headers.GetValueOrDefault(row.Uid), new MessageText(reader, map));
                }
            }
        }
    }

    private void Match(in MessageRow row, byte[]? header, MessageText text)
    {
        if (condition.Match(new Candidate { Row = row, Header = HeaderRow.Read(header), Text = text }) == Verdict.Yes)
        {
            _found.Add(new FoundMessage(row.Uid, row.ModSeq));
        }
    }

    private ValueTask Report() => _progress is null ? default : _progress(_done, _total);
}
