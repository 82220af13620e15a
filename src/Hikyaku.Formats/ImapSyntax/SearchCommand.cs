using System.Text;
using Hikyaku.Formats.Mime;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The arguments of SEARCH (RFC 9051 §6.4.4), and of SORT and THREAD behind what is their own (RFC 5256 §3).</summary>
/// <param name="Options">What is wanted.</param>
/// <param name="Key">The condition.</param>
/// <param name="UnknownCharset">The charset that was named and is not known; null when all is well.</param>
/// <param name="NamesModSeq">The MODSEQ key was used, so that the answer carries a modseq (RFC 7162 §3.1.5).</param>
public sealed record SearchCommand(ReturnOptions Options, SearchKey Key, string? UnknownCharset, bool NamesModSeq)
{
    /// <summary>The order that SORT asks for.</summary>
    public IReadOnlyList<SortWord> Order { get; init; } = [];

    /// <summary>The algorithm that THREAD asks for.</summary>
    public string Algorithm { get; init; } = "";

    /// <summary>The FUZZY key was used (RFC 6203).</summary>
    public bool IsFuzzy { get; init; }

    /// <summary>A charset was named.</summary>
    public bool HasCharset { get; init; }

    /// <summary>What is wanted.</summary>
    public SearchReturn Return => Options.Wanted;

    /// <summary>Reads the arguments after "SEARCH "; check the reader for failure.</summary>
    public static SearchCommand Read(ref CommandReader reader)
    {
        var options = ReturnOptions.Read(ref reader);
        string? name = null;
        if (reader.SkipWord("CHARSET"))
        {
            reader.Expect(' ');
            name = Encoding.Latin1.GetString(reader.AString());
            reader.Expect(' ');
        }

        return ReadKeys(ref reader, options, name) with { HasCharset = name is not null };
    }

    /// <summary>Reads the arguments after "SORT ".</summary>
    public static SearchCommand ReadSort(ref CommandReader reader)
    {
        var options = ReturnOptions.Read(ref reader);
        var order = SortWord.ReadAll(ref reader);
        reader.Expect(' ');
        return ReadWithCharset(ref reader, options) with { Order = order };
    }

    /// <summary>Reads the arguments after "THREAD ".</summary>
    public static SearchCommand ReadThread(ref CommandReader reader)
    {
        var algorithm = reader.Word();
        reader.Expect(' ');
        return ReadWithCharset(ref reader, new ReturnOptions(SearchReturn.None)) with { Algorithm = algorithm };
    }

    // RFC 5256 §3: the charset is always there.
    private static SearchCommand ReadWithCharset(ref CommandReader reader, ReturnOptions options)
    {
        var name = Encoding.Latin1.GetString(reader.AString());
        reader.Expect(' ');
        return ReadKeys(ref reader, options, name);
    }

    private static SearchCommand ReadKeys(ref CommandReader reader, ReturnOptions options, string? charset)
    {
        var encoding = Encoding.UTF8;
        var unknown = charset is null || Charsets.TryFind(charset, out encoding) ? null : charset;
        var keys = new SearchKeyReader(encoding);
        var key = keys.ReadAll(ref reader);
        reader.ExpectEnd();
        return new SearchCommand(options, key, unknown, keys.NamesModSeq) { IsFuzzy = keys.IsFuzzy };
    }
}
