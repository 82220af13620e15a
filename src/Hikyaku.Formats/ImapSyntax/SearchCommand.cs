using System.Text;
using Hikyaku.Formats.Mime;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The arguments of SEARCH (RFC 9051 §6.4.4).</summary>
/// <param name="Return">What is wanted.</param>
/// <param name="Key">The condition.</param>
/// <param name="UnknownCharset">The charset that was named and is not known; null when all is well.</param>
/// <param name="NamesModSeq">The MODSEQ key was used, so that the answer carries a modseq (RFC 7162 §3.1.5).</param>
public sealed record SearchCommand(SearchReturn Return, SearchKey Key, string? UnknownCharset, bool NamesModSeq)
{
    /// <summary>A charset was named.</summary>
    public bool HasCharset { get; init; }

    /// <summary>Reads the arguments after "SEARCH "; check the reader for failure.</summary>
    public static SearchCommand Read(ref CommandReader reader)
    {
        var wanted = SearchReturn.None;
        if (reader.SkipWord("RETURN"))
        {
            reader.Expect(' ');
            wanted = ReadReturn(ref reader);
            reader.Expect(' ');
        }

        string? unknown = null;
        var hasCharset = false;
        var charset = Encoding.UTF8;
        if (reader.SkipWord("CHARSET"))
        {
            hasCharset = true;
            reader.Expect(' ');
            var name = Encoding.Latin1.GetString(reader.AString());
            reader.Expect(' ');
            unknown = Charsets.TryFind(name, out charset) ? null : name;
        }

        var keys = new SearchKeyReader(charset);
        var key = keys.ReadAll(ref reader);
        reader.ExpectEnd();
        return new SearchCommand(wanted, key, unknown, keys.NamesModSeq) { HasCharset = hasCharset };
    }

    private static SearchReturn ReadReturn(ref CommandReader reader)
    {
        var wanted = SearchReturn.None;
        reader.Expect('(');
        while (!reader.HasFailed && !reader.Peek(')'))
        {
            var option = reader.Word() switch
            {
                "MIN" => SearchReturn.Min,
                "MAX" => SearchReturn.Max,
                "ALL" => SearchReturn.All,
                "COUNT" => SearchReturn.Count,
                "SAVE" => SearchReturn.Save,
                _ => SearchReturn.None,
            };
            if (option == SearchReturn.None)
            {
                reader.Fail("MIN, MAX, ALL, COUNT or SAVE");
            }

            wanted |= option;
            reader.Skip(' ');
        }

        reader.Expect(')');
        // RFC 4731 §3.1: an empty list means ALL.
        return wanted == SearchReturn.None ? SearchReturn.All : wanted;
    }
}
