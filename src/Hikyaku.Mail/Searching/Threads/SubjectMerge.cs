namespace Hikyaku.Mail.Searching.Threads;

/// <summary>Brings threads of one base subject together (RFC 5256 §3, REFERENCES, step 5).</summary>
internal sealed class SubjectMerge(List<ThreadNode> roots)
{
    private readonly Dictionary<string, ThreadNode> _table = new(StringComparer.Ordinal);
    private readonly List<ThreadNode?> _roots = [.. roots];

    // Where each root stands in the list.
    private readonly Dictionary<ThreadNode, int> _places = new(ReferenceEqualityComparer.Instance);

    public List<ThreadNode> Run()
    {
        for (var i = 0; i < roots.Count; i++)
        {
            _places[roots[i]] = i;
            Note(roots[i]);
        }

        foreach (var root in roots)
        {
            if (First(root).Subject is { Length: > 0 } subject && _table[subject] is var chosen && !ReferenceEquals(chosen, root))
            {
                Merge(subject, chosen, root);
            }
        }

        return [.. _roots.OfType<ThreadNode>()];
    }

    // Step 5 (B): a place without a message, or a message that is no reply, stands best for its subject.
    private void Note(ThreadNode root)
    {
        var first = First(root);
        if (first.Subject.Length == 0)
        {
            return;
        }

        if (!_table.TryGetValue(first.Subject, out var known)
            || (root.IsDummy && !known.IsDummy)
            || (!known.IsDummy && known.IsReply && !root.IsReply))
        {
            _table[first.Subject] = root;
        }
    }

    // Step 5 (C)
    private void Merge(string subject, ThreadNode chosen, ThreadNode root)
    {
        if (chosen.IsDummy)
        {
            Leave(root);
            chosen.Children.AddRange(root.IsDummy ? root.Children : [root]);
        }
        else if (root.IsReply && !chosen.IsReply)
        {
            Leave(root);
            chosen.Children.Add(root);
        }
        else
        {
            var both = new ThreadNode { Children = [chosen, root] };
            var place = _places[chosen];
            Leave(root);
            (_roots[place], _places[both]) = (both, place);
            _table[subject] = both;
        }
    }

    private void Leave(ThreadNode root) => _roots[_places[root]] = null;

    private static ThreadNode First(ThreadNode root) => root.IsDummy ? root.Children[0] : root;
}
