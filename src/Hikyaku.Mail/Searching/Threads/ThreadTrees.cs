namespace Hikyaku.Mail.Searching.Threads;

/// <summary>Makes threads of messages.</summary>
internal static class ThreadTrees
{
    public static List<ThreadNode> Of(IEnumerable<ThreadedMessage> messages, ThreadAlgorithm algorithm)
    {
        if (algorithm == ThreadAlgorithm.OrderedSubject)
        {
            return BySubject(messages);
        }

        var links = new ReferenceLinks();
        foreach (var message in messages)
        {
            links.Add(message);
        }

        var roots = links.Roots();
        if (algorithm == ThreadAlgorithm.Refs)
        {
            ThreadOrder.ByArrival(roots);
            return roots;
        }

        // Step 4 comes before step 5: which thread stands for a subject depends on it.
        ThreadOrder.BySent(roots);
        roots = new SubjectMerge(roots).Run();
        ThreadOrder.BySent(roots);
        return roots;
    }

    // RFC 5256 §3, ORDEREDSUBJECT: the oldest of a subject is the root, all others are its children.
    private static List<ThreadNode> BySubject(IEnumerable<ThreadedMessage> messages)
    {
        var threads = new Dictionary<string, ThreadNode>(StringComparer.Ordinal);
        var roots = new List<ThreadNode>();
        foreach (var message in messages.OrderBy(message => message.Date).ThenBy(message => message.Uid))
        {
            var node = new ThreadNode { Uid = message.Uid, Date = message.Date };
            if (threads.TryGetValue(message.Subject, out var root))
            {
                root.Children.Add(node);
            }
            else
            {
                threads.Add(message.Subject, node);
                roots.Add(node);
            }
        }

        return roots;
    }
}
