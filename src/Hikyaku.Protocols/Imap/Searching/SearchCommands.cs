using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Searching.Sorting;
using Hikyaku.Mail.Searching.Threads;

namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>SEARCH (RFC 9051 §6.4.4, RFC 4731, RFC 5182), SORT and THREAD (RFC 5256, RFC 5267 §3, RFC 5957), and their UID forms.</summary>
internal static class SearchCommands
{
    private const string Charsets = "UTF-8 US-ASCII ISO-2022-JP SHIFT_JIS EUC-JP ISO-8859-1 ISO-8859-15";

    public static async ValueTask<ImapReply> Search(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        var search = SearchCommand.Read(ref reader);
        if (Refuse(session, search, reader.Problem) is { } refused)
        {
            return refused;
        }

        var condition = await ConditionOf(session, search);
        var found = await Find(session, command, search, condition);
        var shown = session.View!.Show(found);

        // RFC 9051 §6.4.4: rev2 answers with ESEARCH always.
        Answer(session, command, search, condition, shown, isOld: search.Return == SearchReturn.None && !session.IsRev2);
        Watch(session, command, search, condition, shown);
        return ImapReply.Ok("Searched.");
    }

    public static async ValueTask<ImapReply> Sort(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        var search = SearchCommand.ReadSort(ref reader);
        if (Refuse(session, search, reader.Problem) is { } refused)
        {
            return refused;
        }

        var view = session.View!;
        var condition = await ConditionOf(session, search);
        var found = await Find(session, command, search, condition);
        var sort = new MessageSort(view.Mail, view.Index, [.. search.Order.Select(Criterion)]) { Score = condition.Score };
        var sorted = await sort.Run(found, CancellationToken.None);
        Answer(session, command, search, condition, view.Show(sorted), isOld: search.Return == SearchReturn.None);
        if ((search.Return & SearchReturn.Update) != SearchReturn.None)
        {
            RefuseUpdates(session, command); // RFC 5267 §4.3.1: results with an order are not kept up to date.
        }

        return ImapReply.Ok("Sorted.");
    }

    public static async ValueTask<ImapReply> Thread(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        var search = SearchCommand.ReadThread(ref reader);
        if (Refuse(session, search, reader.Problem) is { } refused)
        {
            return refused;
        }

        ThreadAlgorithm? algorithm = search.Algorithm switch
        {
            "ORDEREDSUBJECT" => ThreadAlgorithm.OrderedSubject,
            "REFERENCES" => ThreadAlgorithm.References,
            "REFS" => ThreadAlgorithm.Refs,
            _ => null,
        };
        if (algorithm is null)
        {
            return ImapReply.Bad("ORDEREDSUBJECT, REFERENCES and REFS are known.");
        }

        var view = session.View!;
        var found = (await Find(session, command, search, await ConditionOf(session, search))).FindAll(message => view.SequenceOf(message.Uid) > 0);
        var threads = await new MessageThreads(view.Mail, view.Index, algorithm.Value).Run(found, CancellationToken.None);
        new ThreadWriter(session.Writer, uid => command.IsUid ? uid : (uint)view.SequenceOf(uid)).Write(threads);
        return ImapReply.Ok("Threaded.");
    }

    /// <summary>Why a search can not be done; null when it can.</summary>
    public static ImapReply? Refuse(ImapSession session, SearchCommand search, string? problem)
    {
        if (problem is not null)
        {
            return ImapReply.Bad($"Syntax error at {problem}.");
        }

        if (session.HasUidOnly && search.Key.HasNumbers())
        {
            return ImapReply.UidRequired; // RFC 9586 §3.2
        }

        // RFC 6855 §3: with UTF8=ACCEPT there is one charset only.
        if (session.HasUtf8 && search.HasCharset)
        {
            return ImapReply.Bad("No CHARSET goes with UTF8=ACCEPT.");
        }

        // RFC 6203 §4 and §5: only FUZZY gives scores.
        var wantsScores = (search.Return & SearchReturn.Relevancy) != SearchReturn.None || search.Order.Any(word => word.Name == "RELEVANCY");
        if (wantsScores && !search.IsFuzzy)
        {
            return ImapReply.Bad("RELEVANCY goes with FUZZY.");
        }

        if (search.UnknownCharset is null)
        {
            return null;
        }

        if ((search.Return & SearchReturn.Save) != SearchReturn.None && session.View is { } view)
        {
            view.Saved = [];
        }

        return ImapReply.No($"[BADCHARSET ({Charsets})] Unknown charset.");
    }

    private static async ValueTask<Condition> ConditionOf(ImapSession session, SearchCommand search)
    {
        var view = session.View!;
        var key = await ObjectSearch.Resolve(view.Mail, view.Index, session.MessageLimit.Newest(view, search.Key));
        return new SearchConditions(session.Connection.Time.GetUtcNow(), view).Of(key);
    }

    private static async ValueTask<List<FoundMessage>> Find(ImapSession session, ImapCommand command, SearchCommand search, Condition condition)
    {
        var view = session.View!;
        session.HasCondStore |= search.NamesModSeq;
        var notice = new ProgressNotice(session, command.Tag);
        return await new MessageSearch(view.Mail, view.Index, condition).Run(notice.Tell, CancellationToken.None);
    }

    // RFC 5267 §4.3.1
    private static void Watch(ImapSession session, ImapCommand command, SearchCommand search, Condition condition, List<ShownMessage> shown)
    {
        if ((search.Return & SearchReturn.Update) == SearchReturn.None)
        {
            return;
        }

        var context = new SearchContext(command.Tag, command.IsUid, condition);
        context.Members.UnionWith(shown.Select(message => message.Uid));
        if (!session.View!.Contexts.TryAdd(context))
        {
            RefuseUpdates(session, command);
        }
    }

    private static void RefuseUpdates(ImapSession session, ImapCommand command)
    {
        session.Writer.Raw("* NO [NOUPDATE "u8);
        session.Writer.String(command.Tag);
        session.Writer.Raw("] This result is not kept up to date.\r\n"u8);
    }

    private static void Answer(
        ImapSession session, ImapCommand command, SearchCommand search, Condition condition, List<ShownMessage> messages, bool isOld)
    {
        var isBare = search.Return == SearchReturn.None;
        var result = new SearchResult(isBare ? search.Options with { Wanted = SearchReturn.All } : search.Options, messages) { Scores = condition.Score };
        if (result.Has(SearchReturn.Save))
        {
            session.View!.Saved = result.Saved();
        }

        var writer = new ResultWriter(session.Writer, command, result);
        if (isOld)
        {
            writer.WriteOld(search.NamesModSeq);
        }
        else if (search.Return != SearchReturn.Save)
        {
            writer.WriteExtended(search.NamesModSeq);
        }
    }

    private static SortCriterion Criterion(SortWord word) => new(
        word.Name switch
        {
            "ARRIVAL" => SortKey.Arrival,
            "CC" => SortKey.Cc,
            "DATE" => SortKey.Date,
            "FROM" => SortKey.From,
            "SIZE" => SortKey.Size,
            "SUBJECT" => SortKey.Subject,
            "TO" => SortKey.To,
            "DISPLAYFROM" => SortKey.DisplayFrom,
            "RELEVANCY" => SortKey.Relevancy,
            _ => SortKey.DisplayTo,
        },
        word.IsReverse);
}
