namespace Hikyaku.Formats.ImapSyntax;

/// <summary>What SEARCH or SORT shall return (RFC 4731, RFC 5182, RFC 5267, RFC 6203, RFC 9394).</summary>
/// <param name="Wanted">The options.</param>
/// <param name="Partial">The positions that PARTIAL names.</param>
public sealed record ReturnOptions(SearchReturn Wanted, PartialRange? Partial = null)
{
    /// <summary>Reads "RETURN (...) " if it comes next; without it nothing is wanted but the old response.</summary>
    public static ReturnOptions Read(ref CommandReader reader)
    {
        if (!reader.SkipWord("RETURN"))
        {
            return new ReturnOptions(SearchReturn.None);
        }

        reader.Expect(' ');
        reader.Expect('(');
        var options = new ReturnOptions(SearchReturn.None);
        while (!reader.HasFailed && !reader.Peek(')'))
        {
            options = ReadOption(options, ref reader);
            reader.Skip(' ');
        }

        reader.Expect(')');
        reader.Expect(' ');

        // RFC 4731 §3.1: an empty list means ALL.
        return options.Wanted == SearchReturn.None ? options with { Wanted = SearchReturn.All } : options;
    }

    private static ReturnOptions ReadOption(ReturnOptions options, ref CommandReader reader)
    {
        var option = reader.Word() switch
        {
            "MIN" => SearchReturn.Min,
            "MAX" => SearchReturn.Max,
            "ALL" => SearchReturn.All,
            "COUNT" => SearchReturn.Count,
            "SAVE" => SearchReturn.Save,
            "PARTIAL" => SearchReturn.Partial,
            "UPDATE" => SearchReturn.Update,
            "CONTEXT" => SearchReturn.Context,
            "RELEVANCY" => SearchReturn.Relevancy,
            _ => SearchReturn.None,
        };
        if (option == SearchReturn.None)
        {
            reader.Fail("a return option such as MIN, MAX, ALL, COUNT, SAVE or PARTIAL");
        }

        var partial = options.Partial;
        if (option == SearchReturn.Partial)
        {
            reader.Expect(' ');
            partial = PartialRange.Read(ref reader);
        }

        // RFC 9394 §3.1: PARTIAL comes once, and not with ALL.
        var wanted = options.Wanted | option;
        if ((wanted & (SearchReturn.All | SearchReturn.Partial)) == (SearchReturn.All | SearchReturn.Partial)
            || (option == SearchReturn.Partial && options.Partial is not null))
        {
            reader.Fail("either ALL or one PARTIAL");
        }

        return new ReturnOptions(wanted, partial);
    }
}
