namespace Hikyaku.Mail.Searching.Threads;

/// <summary>Orders the messages of threads, and the threads.</summary>
internal static class ThreadOrder
{
    /// <summary>Orders siblings by the date sent, from the lowest level up; a place without a message goes with its first (RFC 5256 §3, step 6).</summary>
    public static void BySent(List<ThreadNode> roots)
    {
        foreach (var node in ThreadNode.FromBelow(roots))
        {
            node.Children.Sort(Compare);
            TakeFirst(node);
        }

        roots.Sort(Compare);
    }

    /// <summary>Orders siblings by arrival, and threads by their newest message (draft-ietf-morg-inthread §3).</summary>
    public static void ByArrival(List<ThreadNode> roots)
    {
        var newest = new Dictionary<ThreadNode, long>(ReferenceEqualityComparer.Instance);
        foreach (var node in ThreadNode.FromBelow(roots))
        {
            node.Date = node.Arrival;
            node.Children.Sort(Compare);
            newest[node] = node.Children.Aggregate(node.Arrival, (latest, child) => Math.Max(latest, newest[child]));
            TakeFirst(node);
        }

        roots.Sort((x, y) => newest[x] != newest[y] ? newest[x].CompareTo(newest[y]) : LeastUid(x).CompareTo(LeastUid(y)));
    }

    private static void TakeFirst(ThreadNode node)
    {
        if (node is { IsDummy: true, Children.Count: > 0 })
        {
            node.Date = node.Children[0].Date;
        }
    }

    // RFC 5256 §2.2: equal dates go by sequence number.
    private static int Compare(ThreadNode x, ThreadNode y) => x.Date != y.Date ? x.Date.CompareTo(y.Date) : LeastUid(x).CompareTo(LeastUid(y));

    private static uint LeastUid(ThreadNode node) => node.IsDummy && node.Children.Count > 0 ? node.Children[0].Uid : node.Uid;
}
