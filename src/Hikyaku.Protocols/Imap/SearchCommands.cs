using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Protocols.Imap;

/// <summary>SEARCH and UID SEARCH (RFC 9051 §6.4.4, RFC 4731, RFC 5182).</summary>
internal static class SearchCommands
{
    public static async ValueTask<ImapReply> Search(ImapSession session, ImapCommand command)
    {
        var (search, problem) = Read(command);
        if (problem is not null)
        {
            return ImapReply.Bad($"Syntax error at {problem}.");
        }

        var view = session.View!;
        if (search!.UnknownCharset is not null)
        {
            if ((search.Return & SearchReturn.Save) != SearchReturn.None)
            {
                view.Saved = [];
            }

            return ImapReply.No("[BADCHARSET (UTF-8 US-ASCII ISO-2022-JP SHIFT_JIS EUC-JP)] Unknown charset.");
        }

        if (session.HasUidOnly && NamesNumbers(search.Key))
        {
            return ImapReply.UidRequired; // RFC 9586 §3.2
        }

        // RFC 6855 §3: with UTF8=ACCEPT there is one charset only.
        if (session.HasUtf8 && search.HasCharset)
        {
            return ImapReply.Bad("No CHARSET goes with UTF8=ACCEPT.");
        }

        session.HasCondStore |= search.NamesModSeq;
        var found = await new MessageSearch(session, view, await ObjectSearch.Resolve(view, session.MessageLimit.Newest(view, search.Key))).Run();
        if ((search.Return & SearchReturn.Save) != SearchReturn.None)
        {
            view.Saved = Saved(search.Return, found);
        }

        Write(session, command, search, found);
        return ImapReply.Ok("Searched.");
    }

    private static bool NamesNumbers(SearchKey key) => key switch
    {
        SearchKey.And and => and.Keys.Any(NamesNumbers),
        SearchKey.Or or => NamesNumbers(or.First) || NamesNumbers(or.Second),
        SearchKey.Not not => NamesNumbers(not.Key),
        SearchKey.InSet set => !set.IsUid && !set.Set.IsSaved,
        _ => false,
    };

    private static (SearchCommand? Search, string? Problem) Read(ImapCommand command)
    {
        var reader = command.Arguments;
        var search = SearchCommand.Read(ref reader);
        return (search, reader.Problem);
    }

    // RFC 5182 §2.1: with MIN or MAX alone, only those are kept.
    private static List<uint> Saved(SearchReturn wanted, List<FoundMessage> found)
    {
        var uids = found.ConvertAll(entry => entry.Uid);
        if (uids.Count == 0 || (wanted & (SearchReturn.All | SearchReturn.Count)) != SearchReturn.None || (wanted & (SearchReturn.Min | SearchReturn.Max)) == SearchReturn.None)
        {
            return uids;
        }

        var saved = new SortedSet<uint>();
        if ((wanted & SearchReturn.Min) != SearchReturn.None)
        {
            saved.Add(uids[0]);
        }

        if ((wanted & SearchReturn.Max) != SearchReturn.None)
        {
            saved.Add(uids[^1]);
        }

        return [.. saved];
    }

    private static void Write(ImapSession session, ImapCommand command, SearchCommand search, List<FoundMessage> found)
    {
        var numbers = found.ConvertAll(entry => command.IsUid ? entry.Uid : (uint)entry.Sequence);
        var wanted = search.Return;
        if (wanted == SearchReturn.None && !session.IsRev2)
        {
            WriteOld(session, search, numbers, found);
            return;
        }

        // RFC 9051 §6.4.4: rev2 answers with ESEARCH always.
        wanted = wanted == SearchReturn.None ? SearchReturn.All : wanted;
        if (wanted == SearchReturn.Save)
        {
            return;
        }

        var writer = session.Writer;
        writer.Raw("* ESEARCH (TAG "u8);
        writer.String(command.Tag);
        writer.Raw(command.IsUid ? ") UID"u8 : ")"u8);
        if (numbers.Count > 0)
        {
            WriteResults(writer, wanted, numbers);
        }

        if ((wanted & SearchReturn.Count) != SearchReturn.None)
        {
            writer.Raw(" COUNT "u8);
            writer.Number(numbers.Count);
        }

        if (search.NamesModSeq && found.Count > 0)
        {
            writer.Raw(" MODSEQ "u8);
            writer.Number(HighestModSeq(wanted, found));
        }

        writer.Raw("\r\n"u8);
    }

    private static void WriteResults(ImapWriter writer, SearchReturn wanted, List<uint> numbers)
    {
        if ((wanted & SearchReturn.Min) != SearchReturn.None)
        {
            writer.Raw(" MIN "u8);
            writer.Number(numbers[0]);
        }

        if ((wanted & SearchReturn.Max) != SearchReturn.None)
        {
            writer.Raw(" MAX "u8);
            writer.Number(numbers[^1]);
        }

        if ((wanted & SearchReturn.All) != SearchReturn.None)
        {
            writer.Raw(" ALL "u8);
            SequenceSetWriter.Write(writer, numbers);
        }
    }

    private static void WriteOld(ImapSession session, SearchCommand search, List<uint> numbers, List<FoundMessage> found)
    {
        var writer = session.Writer;
        writer.Raw("* SEARCH"u8);
        foreach (var number in numbers)
        {
            writer.Raw((byte)' ');
            writer.Number(number);
        }

        if (search.NamesModSeq && found.Count > 0)
        {
            writer.Raw(" (MODSEQ "u8);
            writer.Number(HighestModSeq(SearchReturn.All, found));
            writer.Raw((byte)')');
        }

        writer.Raw("\r\n"u8);
    }

    // RFC 7162 §3.1.10: with MIN or MAX alone it is that message's; else the highest of all found.
    private static ulong HighestModSeq(SearchReturn wanted, List<FoundMessage> found) => (wanted & ~SearchReturn.Save) switch
    {
        SearchReturn.Min => found[0].ModSeq,
        SearchReturn.Max => found[^1].ModSeq,
        SearchReturn.Min | SearchReturn.Max => Math.Max(found[0].ModSeq, found[^1].ModSeq),
        _ => found.Max(entry => entry.ModSeq),
    };
}
