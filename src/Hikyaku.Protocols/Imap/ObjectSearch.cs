using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>Turns the search keys EMAILID and THREADID (RFC 8474 §6) into the sets of messages that they mean.</summary>
internal static class ObjectSearch
{
    /// <summary>The condition without such keys; the same when it has none.</summary>
    public static async ValueTask<SearchKey> Resolve(MailAccount mail, MailboxIndex index, SearchKey key) => key switch
    {
        SearchKey.And and => new SearchKey.And(await ResolveAll(mail, index, and.Keys)),
        SearchKey.Or or => new SearchKey.Or(await Resolve(mail, index, or.First), await Resolve(mail, index, or.Second)),
        SearchKey.Not not => new SearchKey.Not(await Resolve(mail, index, not.Key)),
        SearchKey.Fuzzy fuzzy => new SearchKey.Fuzzy(await Resolve(mail, index, fuzzy.Key)),
        SearchKey.Object wanted => new SearchKey.InSet(await Find(mail, index, wanted), IsUid: true),
        _ => key,
    };

    private static async ValueTask<List<SearchKey>> ResolveAll(MailAccount mail, MailboxIndex index, IReadOnlyList<SearchKey> keys)
    {
        var resolved = new List<SearchKey>(keys.Count);
        foreach (var key in keys)
        {
            resolved.Add(await Resolve(mail, index, key));
        }

        return resolved;
    }

    private static async ValueTask<SequenceSet> Find(MailAccount mail, MailboxIndex index, SearchKey.Object wanted)
    {
        var account = mail.Id;
        var ranges = new List<SequenceRange>();
        foreach (var message in await mail.Objects(index.Id, [.. index.Uids()], wanted.IsThread, CancellationToken.None))
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
