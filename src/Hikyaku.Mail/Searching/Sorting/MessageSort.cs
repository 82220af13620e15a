using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Sorting;

/// <summary>Puts messages in an order: the keys are read once, in one walk over the arrays and one over the header rows.</summary>
public sealed class MessageSort(MailAccount account, MailboxIndex index, IReadOnlyList<SortCriterion> criteria)
{
    /// <summary>How well a message fits, for <see cref="SortKey.Relevancy"/>.</summary>
    public Func<uint, int> Score { get; init; } = _ => 0;

    /// <summary>The messages, which come by UID, in order.</summary>
    public async ValueTask<IReadOnlyList<FoundMessage>> Run(IReadOnlyList<FoundMessage> found, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(found);
        var keys = new SortKeys(criteria, found.Count) { Score = Score };
        if (keys.ReadsRows)
        {
            ReadRows(found, keys);
        }

        if (keys.ReadsHeaders)
        {
            var at = 0;
            await account.Core.Headers(index.Id, [.. found.Select(message => message.Uid)], Take, cancellation);

            void Take(uint uid, ReadOnlySpan<byte> row)
            {
                at = Find(found, uid, at);
                keys.Add(at, HeaderRow.Read(row));
            }
        }

        var order = new int[found.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, keys);
        return Array.ConvertAll(order, i => found[i]);
    }

    private void ReadRows(IReadOnlyList<FoundMessage> found, SortKeys keys)
    {
        var rows = new MessageRow[Math.Clamp(found.Count, 1, 1024)];
        var next = 0;
        var last = found.Count == 0 ? uint.MaxValue : found[0].Uid - 1;
        for (int count; next < found.Count && (count = index.Read(last, rows)) > 0;)
        {
            last = rows[count - 1].Uid;
            foreach (ref readonly var row in rows.AsSpan(0, count))
            {
                while (next < found.Count && found[next].Uid < row.Uid)
                {
                    next++;
                }

                if (next < found.Count && found[next].Uid == row.Uid)
                {
                    keys.Add(next++, row);
                }
            }
        }
    }

    // Rows come ascending, but for those that had to be made.
    private static int Find(IReadOnlyList<FoundMessage> found, uint uid, int from)
    {
        var at = found[from].Uid <= uid ? from : 0;
        while (found[at].Uid < uid)
        {
            at++;
        }

        return at;
    }
}
