namespace Hikyaku.Formats.ImapSyntax;

/// <summary>One criterion of SORT (RFC 5256 §3, RFC 5957, RFC 6203).</summary>
/// <param name="Name">Its name, in upper case.</param>
/// <param name="IsReverse">REVERSE came before it.</param>
public readonly record struct SortWord(string Name, bool IsReverse)
{
    // Each name twice is more than anybody needs; what repeats changes nothing.
    private const int MaxWords = 20;
    private static readonly string[] Known =
        ["ARRIVAL", "CC", "DATE", "FROM", "SIZE", "SUBJECT", "TO", "DISPLAYFROM", "DISPLAYTO", "RELEVANCY"];

    /// <summary>Reads the criteria in parentheses.</summary>
    public static IReadOnlyList<SortWord> ReadAll(ref CommandReader reader)
    {
        var words = new List<SortWord>();
        reader.Expect('(');
        do
        {
            var name = reader.Word();
            var isReverse = name == "REVERSE" && reader.Expect(' ');
            name = isReverse ? reader.Word() : name;
            if (!Known.Contains(name) || words.Count >= MaxWords)
            {
                reader.Fail("a sort criterion");
            }

            words.Add(new SortWord(name, isReverse));
        }
        while (!reader.HasFailed && reader.Skip(' '));
        reader.Expect(')');
        return words;
    }
}
