using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>Turns the search keys EMAILID and THREADID (RFC 8474 §6) into the sets of messages that they mean.</summary>
internal static class ObjectSearch
{
    /// <summary>The condition without such keys; the same when it has none.</summary>
    public static async ValueTask<SearchKey> Resolve(MailboxView view, SearchKey key) => key switch
    {
        SearchKey.And and => new SearchKey.And(await ResolveAll(view, and.Keys)),
        SearchKey.Or or => new SearchKey.Or(await Resolve(view, or.First), await Resolve(view, or.Second)),
        SearchKey.Not not => new SearchKey.Not(await Resolve(view, not.Key)),
        SearchKey.Object wanted => new SearchKey.InSet(await Find(view, wanted), IsUid: true),
        _ => key,
    };

    private static async ValueTask<List<SearchKey>> ResolveAll(MailboxView view, IReadOnlyList<SearchKey> keys)
    {
        var resolved = new List<SearchKey>(keys.Count);
        foreach (var key in keys)
        {
            resolved.Add(await Resolve(view, key));
        }

        return resolved;
    }

    private static async ValueTask<SequenceSet> Find(MailboxView view, SearchKey.Object wanted)
    {
        var account = view.Mail.Id;
        var ranges = new List<SequenceRange>();
        foreach (var message in await view.Mail.Objects(view.Info.Id, [.. view.Index.Uids()], wanted.IsThread, CancellationToken.None))
        {
            var id = !wanted.IsThread ? ObjectId.OfEmail(account, message.Email) : message.Thread is { } thread ? ObjectId.OfThread(account, thread) : null;
            if (id == wanted.Id)
            {
                ranges.Add(new SequenceRange(message.Uid, message.Uid));
            }
        }

        return new SequenceSet(ranges);
    }
}
