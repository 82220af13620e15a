namespace Hikyaku.Mail.Searching.Threads;

/// <summary>Links messages by their references (RFC 5256 §3, REFERENCES, steps 1 to 3).</summary>
internal sealed class ReferenceLinks
{
    // A longer chain of answers is cut: nobody reads it, and looking for loops would take time with the square of its length.
    private const int MaxDepth = 1000;
    private readonly Dictionary<string, ThreadNode> _byId = new(StringComparer.Ordinal);
    private readonly List<ThreadNode> _all = [];

    /// <summary>Step 1.</summary>
    public void Add(ThreadedMessage message)
    {
        var node = NodeOf(message);
        ThreadNode? parent = null;
        foreach (var id in message.References)
        {
            var next = Find(id);

            // (A) links that are there already stay.
            if (parent is not null && next.Parent is null && !IsBelow(parent, next))
            {
                next.Parent = parent;
            }

            parent = next;
        }

        // (B) its own references say best whom a message answers.
        if (parent is not null && !IsBelow(parent, node))
        {
            node.Parent = parent;
        }
    }

    /// <summary>Steps 2 and 3: the threads, without places of messages that are not here unless they hold several together at the top.</summary>
    public List<ThreadNode> Roots()
    {
        var roots = new List<ThreadNode>();
        foreach (var node in _all)
        {
            (node.Parent?.Children ?? roots).Add(node);
        }

        foreach (var node in ThreadNode.FromBelow(roots))
        {
            node.Children = Pruned(node.Children);
        }

        // Step 3: children come to the top only alone.
        return [.. roots.SelectMany(root => !root.IsDummy || root.Children.Count > 1 ? [root] : root.Children)];
    }

    // An identifier that was taken before, or is missing, is as good as one of its own.
    private ThreadNode NodeOf(ThreadedMessage message)
    {
        var node = message.MessageId.Length > 0 ? Find(message.MessageId) : NewNode();
        node = node.IsDummy ? node : NewNode();
        (node.Uid, node.Date, node.Arrival) = (message.Uid, message.Date, message.Arrival);
        (node.Subject, node.IsReply) = (message.Subject, message.IsReply);
        return node;
    }

    private ThreadNode Find(string id)
    {
        if (!_byId.TryGetValue(id, out var node))
        {
            node = NewNode();
            _byId.Add(id, node);
        }

        return node;
    }

    private ThreadNode NewNode()
    {
        var node = new ThreadNode();
        _all.Add(node);
        return node;
    }

    private static bool IsBelow(ThreadNode node, ThreadNode other)
    {
        var depth = 0;
        for (var at = node; at is not null; at = at.Parent)
        {
            if (ReferenceEquals(at, other) || ++depth > MaxDepth)
            {
                return true;
            }
        }

        return false;
    }

    private static List<ThreadNode> Pruned(List<ThreadNode> nodes) =>
        nodes.Exists(node => node.IsDummy) ? [.. nodes.SelectMany(node => node.IsDummy ? node.Children : [node])] : nodes;
}
