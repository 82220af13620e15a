using System.Text.RegularExpressions;

namespace Hikyaku.Tests.Architecture;

/// <summary>docs/standards.md is the one table of what is supported; code and table must tell the same.</summary>
public sealed partial class StandardsTests
{
    private static readonly Dictionary<string, string> Table = TableRow().Matches(Repository.Read("docs/standards.md"))
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [Fact]
    public void Every_rfc_that_the_code_cites_is_in_the_table()
    {
        var cited = Repository.Files("src", "*.cs").SelectMany(file => Citation().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value));

        Assert.Empty(cited.Distinct().Except(Table.Keys));
    }

    [Fact]
    public void Every_row_names_a_folder_whose_code_cites_the_rfc()
    {
        var wrong = Table.Where(row => !row.Value.Split(", ").All(folder => Cites(folder.Trim('`', ' '), row.Key)))
            .Select(row => $"RFC {row.Key} in {row.Value}");

        Assert.Empty(wrong);
    }

    private static bool Cites(string folder, string rfc) =>
        Directory.Exists(Path.Combine(Repository.Root, "src", folder))
        && Repository.Files("src/" + folder, "*.cs").Any(file => Citation().Matches(Repository.Read(file)).Any(match => match.Groups[1].Value == rfc));

    [GeneratedRegex(@"RFC (\d{3,5})\b")]
    private static partial Regex Citation();

    // | RFC | title | state | where |
    [GeneratedRegex(@"^\| (\d{3,5}) \|[^|]*\|[^|]*\| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
