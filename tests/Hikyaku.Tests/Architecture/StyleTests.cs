using System.Text.RegularExpressions;

namespace Hikyaku.Tests.Architecture;

/// <summary>Reads the sources and holds them to CONTRIBUTING.md; the compiler holds them to the rest (method length, one type per file).</summary>
public sealed partial class StyleTests
{
    private const int MaxFileLines = 600;
    private const int MaxMedianLines = 100;

    [Fact]
    public void No_source_file_is_longer_than_600_lines()
    {
        var tooLong = Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"))
            .Where(file => LineCount(file) > MaxFileLines);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_median_source_file_is_short()
    {
        var lengths = Repository.Files("src", "*.cs").Select(LineCount).Order().ToList();

        Assert.InRange(lengths[lengths.Count / 2], 1, MaxMedianLines);
    }

    [Fact]
    public void Every_source_file_lies_in_the_folder_of_its_namespace()
    {
        var misplaced = Repository.Files("src", "*.cs")
            .Where(file => NamespaceLine().Match(Repository.Read(file)) is { Success: true } match
                && match.Groups[1].Value != Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.'));

        Assert.Empty(misplaced);
    }

    [Fact]
    public void No_source_file_postpones_work()
    {
        var postponed = Repository.Files("src", "*.cs").Where(file => Postponed().IsMatch(Repository.Read(file)));

        Assert.Empty(postponed);
    }

    private static int LineCount(string file) => File.ReadLines(Path.Combine(Repository.Root, file)).Count();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"NotImplementedException|\b(TODO|FIXME|HACK|XXX)\b|#region")]
    private static partial Regex Postponed();
}
