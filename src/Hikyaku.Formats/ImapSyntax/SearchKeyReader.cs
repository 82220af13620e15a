using System.Text;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Reads search keys (RFC 9051 §6.4.4, §9 search-key), with bounds on their number and nesting.</summary>
internal sealed class SearchKeyReader(Encoding charset)
{
    private const int MaxKeys = 5000;
    private const int MaxDepth = 50;
    private int _keys;

    public bool NamesModSeq { get; private set; }

    public bool IsFuzzy { get; private set; }

    public SearchKey ReadAll(ref CommandReader reader) => ReadList(ref reader, 0);

    private SearchKey ReadList(ref CommandReader reader, int depth)
    {
        var keys = new List<SearchKey>();
        do
        {
            keys.Add(ReadKey(ref reader, depth));
        }
        while (!reader.HasFailed && reader.Skip(' ') && !reader.IsAtEnd);
        return keys.Count == 1 ? keys[0] : new SearchKey.And(keys);
    }

    private SearchKey ReadKey(ref CommandReader reader, int depth)
    {
        if (++_keys > MaxKeys || depth > MaxDepth)
        {
            reader.Fail("fewer or less nested search keys");
            return All;
        }

        if (reader.Skip('('))
        {
            var inner = ReadList(ref reader, depth + 1);
            reader.Expect(')');
            return inner;
        }

        if (reader.PeekDigit() || reader.Peek('*') || reader.Peek('$'))
        {
            return Set(ref reader, isUid: false);
        }

        var word = reader.Word();
        return Simple(word) ?? WithArgument(ref reader, word, depth);
    }

    private static SearchKey? Simple(string word) => word switch
    {
        "ALL" => All,
        "ANSWERED" => new SearchKey.Flag("\\Answered"),
        "DELETED" => new SearchKey.Flag("\\Deleted"),
        "DRAFT" => new SearchKey.Flag("\\Draft"),
        "FLAGGED" => new SearchKey.Flag("\\Flagged"),
        "SEEN" => new SearchKey.Flag("\\Seen"),
        "UNANSWERED" => Not("\\Answered"),
        "UNDELETED" => Not("\\Deleted"),
        "UNDRAFT" => Not("\\Draft"),
        "UNFLAGGED" => Not("\\Flagged"),
        "UNSEEN" => Not("\\Seen"),
        "RECENT" => new SearchKey.Recent(),
        "OLD" => new SearchKey.Not(new SearchKey.Recent()),
        "NEW" => new SearchKey.And([new SearchKey.Recent(), Not("\\Seen")]),
        "SAVEDATESUPPORTED" => All,
        _ => null,
    };

    private SearchKey WithArgument(ref CommandReader reader, string word, int depth)
    {
        if (!reader.Expect(' '))
        {
            return All;
        }

        switch (word)
        {
            case "BCC" or "CC" or "FROM" or "SUBJECT" or "TO": return new SearchKey.Header(word, Text(ref reader));
            case "BODY": return new SearchKey.Body(Text(ref reader), WithHeader: false);
            case "TEXT": return new SearchKey.Body(Text(ref reader), WithHeader: true);
            case "KEYWORD": return new SearchKey.Flag(reader.Flag());
            case "UNKEYWORD": return Not(reader.Flag());
            case "LARGER": return new SearchKey.Size(reader.Number(long.MaxValue), IsLarger: true);
            case "SMALLER": return new SearchKey.Size(reader.Number(long.MaxValue), IsLarger: false);
            case "OLDER": return new SearchKey.Within((uint)reader.Number(), IsYounger: false);
            case "YOUNGER": return new SearchKey.Within((uint)reader.Number(), IsYounger: true);
            case "UID": return Set(ref reader, isUid: true);
            case "NOT": return new SearchKey.Not(ReadKey(ref reader, depth + 1));
            case "FUZZY": return Fuzzy(ref reader, depth);
            case "OR": return Or(ref reader, depth);
            case "HEADER": return Header(ref reader);
            case "UIDAFTER": return Range((uint)reader.Number(), isAfter: true); // RFC 9738 §3.2
            case "UIDBEFORE": return Range((uint)reader.Number(), isAfter: false);
            case "EMAILID": return new SearchKey.Object(reader.Flag(), IsThread: false);
            case "THREADID": return new SearchKey.Object(reader.Flag(), IsThread: true);
            case "MODSEQ": return ModSeq(ref reader);
            default: return DateKey(ref reader, word);
        }
    }

    private static SearchKey DateKey(ref CommandReader reader, string word)
    {
        var (which, relation) = word switch
        {
            "BEFORE" => (SearchDate.Internal, -1),
            "ON" => (SearchDate.Internal, 0),
            "SINCE" => (SearchDate.Internal, 1),
            "SENTBEFORE" => (SearchDate.Sent, -1),
            "SENTON" => (SearchDate.Sent, 0),
            "SENTSINCE" => (SearchDate.Sent, 1),
            "SAVEDBEFORE" => (SearchDate.Saved, -1),
            "SAVEDON" => (SearchDate.Saved, 0),
            "SAVEDSINCE" => (SearchDate.Saved, 1),
            _ => (SearchDate.Internal, 2),
        };
        if (relation > 1)
        {
            reader.Fail("a search key");
            return All;
        }

        if (!ImapDate.TryParseDay(reader.AString(), out var day))
        {
            reader.Fail("a date such as 1-Feb-2024");
        }

        return new SearchKey.Date(which, relation, day);
    }

    private SearchKey.Fuzzy Fuzzy(ref CommandReader reader, int depth)
    {
        IsFuzzy = true;
        return new SearchKey.Fuzzy(ReadKey(ref reader, depth + 1));
    }

    private SearchKey.Or Or(ref CommandReader reader, int depth)
    {
        var first = ReadKey(ref reader, depth + 1);
        reader.Expect(' ');
        return new SearchKey.Or(first, ReadKey(ref reader, depth + 1));
    }

    private SearchKey.Header Header(ref CommandReader reader)
    {
        var name = Encoding.Latin1.GetString(reader.AString()).ToUpperInvariant();
        reader.Expect(' ');
        return new SearchKey.Header(name, Text(ref reader));
    }

    private SearchKey.ModSeq ModSeq(ref CommandReader reader)
    {
        NamesModSeq = true;
        if (reader.Peek('"'))
        {
            // RFC 7162 §3.1.5: the entry and its type; all flags share one modseq here.
            reader.String();
            reader.Expect(' ');
            reader.Word();
            reader.Expect(' ');
        }

        return new SearchKey.ModSeq(reader.Number(long.MaxValue));
    }

    private static SearchKey Set(ref CommandReader reader, bool isUid)
    {
        if (SequenceSet.Parse(reader.Until(" ()\r\n"u8)) is { } set)
        {
            return new SearchKey.InSet(set, isUid);
        }

        reader.Fail("a sequence set");
        return All;
    }

    private static SearchKey.InSet Range(uint uid, bool isAfter)
    {
        IReadOnlyList<SequenceRange> ranges = isAfter
            ? uid == uint.MaxValue ? [] : [new SequenceRange(uid + 1, uint.MaxValue)]
            : uid <= 1 ? [] : [new SequenceRange(1, uid - 1)];
        return new SearchKey.InSet(new SequenceSet(ranges), IsUid: true);
    }

    private string Text(ref CommandReader reader) => charset.GetString(reader.AString());

    private static SearchKey.Not Not(string flag) => new(new SearchKey.Flag(flag));

    private static SearchKey.And All { get; } = new([]);
}
