using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Searching;

namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>The results of a selected mailbox that are kept up to date (RFC 5267 §4.3): in the time of what changed, not of what there is.</summary>
internal sealed class SearchContexts
{
    // RFC 5267 §4.3.1: a server may refuse more.
    private const int MaxContexts = 16;
    private readonly List<SearchContext> _all = [];
    private readonly SortedSet<uint> _changed = [];

    /// <summary>Begins to watch a result; false when there are too many.</summary>
    public bool TryAdd(SearchContext context)
    {
        Cancel(context.Tag);
        if (_all.Count >= MaxContexts)
        {
            return false;
        }

        _all.Add(context);
        return true;
    }

    /// <summary>Ends it; false when there is none of that tag.</summary>
    public bool Cancel(string tag) => _all.RemoveAll(context => context.Tag == tag) > 0;

    /// <summary>Notes a message that came or changed.</summary>
    public void Note(uint uid)
    {
        if (_all.Count > 0)
        {
            _changed.Add(uid);
        }
    }

    /// <summary>Tells, while their numbers still count, that messages which are about to be expunged leave the results.</summary>
    public void Leave(ImapWriter writer, MailboxView view, IReadOnlyCollection<uint> gone)
    {
        foreach (var context in _all)
        {
            Write(writer, view, context, "REMOVEFROM", [.. gone.Where(context.Members.Remove)]);
        }
    }

    /// <summary>Looks at what changed, and tells what came into the results and what left them.</summary>
    public async ValueTask Update(ImapSession session, MailboxView view)
    {
        if (_changed.Count == 0)
        {
            return;
        }

        List<uint> changed = [.. _changed.Where(uid => view.SequenceOf(uid) > 0)];
        _changed.Clear();
        foreach (var context in _all.ToList())
        {
            var search = new MessageSearch(view.Mail, view.Index, context.Condition);
            var found = (await search.Among(changed, CancellationToken.None)).Select(message => message.Uid).ToHashSet();
            Write(session.Writer, view, context, "REMOVEFROM", changed.FindAll(uid => !found.Contains(uid) && context.Members.Remove(uid)));
            Write(session.Writer, view, context, "ADDTO", changed.FindAll(uid => found.Contains(uid) && context.Members.Add(uid)));
        }
    }

    // RFC 5267 §4.3.2: without an order the position is 0.
    private static void Write(ImapWriter writer, MailboxView view, SearchContext context, string what, List<uint> uids)
    {
        if (uids.Count == 0)
        {
            return;
        }

        writer.Raw("* ESEARCH (TAG "u8);
        writer.String(context.Tag);
        writer.Raw(context.IsUid ? ") UID "u8 : ") "u8);
        writer.Raw(what);
        writer.Raw(" (0 "u8);
        SequenceSetWriter.Write(writer, context.IsUid ? uids : uids.Select(uid => (uint)view.SequenceOf(uid)));
        writer.Raw(")\r\n"u8);
    }
}
