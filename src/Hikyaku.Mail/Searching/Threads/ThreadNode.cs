namespace Hikyaku.Mail.Searching.Threads;

/// <summary>A message in its thread, or the place of one that is not here.</summary>
public sealed class ThreadNode
{
    /// <summary>The message; 0 for one that is not here.</summary>
    public uint Uid { get; internal set; }

    /// <summary>The answers to it, in order.</summary>
    public List<ThreadNode> Children { get; internal set; } = [];

    internal ThreadNode? Parent { get; set; }

    internal long Date { get; set; }

    internal long Arrival { get; set; }

    internal string Subject { get; set; } = "";

    internal bool IsReply { get; set; }

    internal bool IsDummy => Uid == 0;

    /// <summary>All nodes of some threads, each behind those below it; without recursion, as threads may be deep.</summary>
    internal static List<ThreadNode> FromBelow(List<ThreadNode> roots)
    {
        var all = new List<ThreadNode>(roots);
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(all[i].Children);
        }

        all.Reverse();
        return all;
    }
}
