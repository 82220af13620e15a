namespace Hikyaku.Formats.ImapSyntax;

/// <summary>A condition of SEARCH (RFC 9051 §6.4.4).</summary>
public abstract record SearchKey
{
    private SearchKey()
    {
    }

    /// <summary>Whether it means the same in every mailbox: it has no sequence numbers and no saved result.</summary>
    public bool IsPortable() => this switch
    {
        And and => and.Keys.All(key => key.IsPortable()),
        Or or => or.First.IsPortable() && or.Second.IsPortable(),
        Not not => not.Key.IsPortable(),
        Fuzzy fuzzy => fuzzy.Key.IsPortable(),
        InSet set => set.IsUid && !set.Set.IsSaved,
        _ => true,
    };

    /// <summary>Whether it has sequence numbers.</summary>
    public bool HasNumbers() => this switch
    {
        And and => and.Keys.Any(key => key.HasNumbers()),
        Or or => or.First.HasNumbers() || or.Second.HasNumbers(),
        Not not => not.Key.HasNumbers(),
        Fuzzy fuzzy => fuzzy.Key.HasNumbers(),
        InSet set => !set.IsUid && !set.Set.IsSaved,
        _ => false,
    };

    /// <summary>All of the conditions hold; none given means every message.</summary>
    public sealed record And(IReadOnlyList<SearchKey> Keys) : SearchKey;

    /// <summary>One of two conditions holds.</summary>
    public sealed record Or(SearchKey First, SearchKey Second) : SearchKey;

    /// <summary>The condition does not hold.</summary>
    public sealed record Not(SearchKey Key) : SearchKey;

    /// <summary>Texts of the condition are matched in the server's own, forgiving way (RFC 6203).</summary>
    public sealed record Fuzzy(SearchKey Key) : SearchKey;

    /// <summary>A system flag such as \Seen, or a keyword, is set.</summary>
    public sealed record Flag(string Name) : SearchKey;

    /// <summary>The message is \Recent (RFC 3501).</summary>
    public sealed record Recent : SearchKey;

    /// <summary>A header field contains the text; the name is in upper case.</summary>
    public sealed record Header(string Name, string Text) : SearchKey;

    /// <summary>The decoded body contains the text; with the header, too, when <paramref name="WithHeader"/> is set.</summary>
    public sealed record Body(string Text, bool WithHeader) : SearchKey;

    /// <summary>A date, without time and zone, stands in a relation to the given one: -1 before, 0 on, 1 since.</summary>
    public sealed record Date(SearchDate Which, int Relation, DateOnly Day) : SearchKey;

    /// <summary>The internal date is within that many seconds, or not (RFC 5032).</summary>
    public sealed record Within(uint Seconds, bool IsYounger) : SearchKey;

    /// <summary>The size is larger, or smaller.</summary>
    public sealed record Size(ulong Octets, bool IsLarger) : SearchKey;

    /// <summary>The sequence number or UID is in the set.</summary>
    public sealed record InSet(SequenceSet Set, bool IsUid) : SearchKey;

    /// <summary>The message has that EMAILID, or THREADID (RFC 8474 §6).</summary>
    public sealed record Object(string Id, bool IsThread) : SearchKey;

    /// <summary>The modseq is at least that (RFC 7162 §3.1.5).</summary>
    public sealed record ModSeq(ulong Least) : SearchKey;
}
