using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>How many messages one command touches (RFC 9738): of more, the newest, and the answer says where they begin.</summary>
internal sealed class MessageLimit(ImapSession session)
{
    private uint? _begins;

    public int Most => session.Services.Settings.Get(ImapSettings.MessageLimit);

    /// <summary>A new command begins.</summary>
    public void Reset() => _begins = null;

    /// <summary>Whether a command that touches all or none would touch too many.</summary>
    public bool Exceeds(int count) => Most is > 0 and var most && count > most;

    /// <summary>Those of ascending UIDs that the command touches.</summary>
    public List<uint> Newest(List<uint> uids)
    {
        if (!Exceeds(uids.Count))
        {
            return uids;
        }

        var newest = uids.GetRange(uids.Count - Most, Most);
        _begins = newest[0];
        return newest;
    }

    /// <summary>A condition that only the messages meet that a search looks at: the newest among those that its own sets leave.</summary>
    public SearchKey Newest(MailboxView view, SearchKey key)
    {
        if (!Exceeds(view.Count))
        {
            return key;
        }

        var uids = new List<uint>(view.ResolveKnown(new SequenceSet([new SequenceRange(1, uint.MaxValue)])));
        foreach (var set in (key is SearchKey.And and ? and.Keys : [key]).OfType<SearchKey.InSet>())
        {
            var named = new HashSet<uint>(view.Resolve(set.Set, set.IsUid) ?? view.ResolveKnown(set.Set));
            uids.RemoveAll(uid => !named.Contains(uid));
        }

        Newest(uids);
        return _begins is { } first ? new SearchKey.And([new SearchKey.InSet(new SequenceSet([new SequenceRange(first, uint.MaxValue)]), IsUid: true), key]) : key;
    }

    /// <summary>The answer with the response code; beside another code, it is told before.</summary>
    public ImapReply Told(ImapReply reply)
    {
        if (_begins is not { } begins || reply.Status != "OK")
        {
            return reply;
        }

        var code = FormattableString.Invariant($"[MESSAGELIMIT {Most} {begins}]");
        if (!reply.Text.StartsWith('['))
        {
            return reply with { Text = code + " " + reply.Text };
        }

        session.Untagged($"NO {code} Only the newest messages were looked at.");
        return reply;
    }
}
