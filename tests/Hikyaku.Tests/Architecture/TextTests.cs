using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Hikyaku.Tests.Architecture;

/// <summary>Every text for people exists in English and in Japanese, with the same placeholders.</summary>
public sealed partial class TextTests
{
    public static TheoryData<string> EnglishFiles => [.. Repository.Files("src", "*.resx").Where(file => !file.EndsWith(".ja.resx", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(EnglishFiles))]
    public void English_and_Japanese_have_the_same_keys(string english)
    {
        var japanese = english.Replace(".resx", ".ja.resx", StringComparison.Ordinal);

        Assert.Equal(Texts(english).Keys.Order(StringComparer.Ordinal), Texts(japanese).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EnglishFiles))]
    public void English_and_Japanese_have_the_same_placeholders(string english)
    {
        var japanese = Texts(english.Replace(".resx", ".ja.resx", StringComparison.Ordinal));

        var different = Texts(english).Where(text => !Placeholders(text.Value).SetEquals(Placeholders(japanese.GetValueOrDefault(text.Key, ""))))
            .Select(text => text.Key);

        Assert.Empty(different);
    }

    [Theory]
    [MemberData(nameof(EnglishFiles))]
    public void Every_text_is_used(string english)
    {
        var folder = Path.GetDirectoryName(english)!;
        var area = folder.Split('/').Length > 3 ? Path.GetDirectoryName(folder)! : folder;
        var type = Path.GetFileNameWithoutExtension(english);
        var isLibrary = !english.StartsWith("src/Hikyaku/", StringComparison.Ordinal);
        var all = Repository.Files("src", "*.cs").Select(file => (File: file, Words: Words(Repository.Read(file)))).ToList();
        bool IsNear(string file) => file.StartsWith(area + "/", StringComparison.Ordinal)
            || (isLibrary && (file.StartsWith("src/Hikyaku/", StringComparison.Ordinal) || file.StartsWith("src/Hikyaku.Storage/", StringComparison.Ordinal)));
        var near = all.Where(source => IsNear(source.File) || source.Words.Contains(type)).SelectMany(source => source.Words).ToHashSet(StringComparer.Ordinal);
        var far = all.SelectMany(source => source.Words).ToHashSet(StringComparer.Ordinal);

        // Some are named by the value of an enumeration, after a dot or after "Store".
        var unused = Texts(english).Keys.Where(key =>
            !Words(key).All(near.Contains) && !(Words(key) is { Count: > 1 } parts && parts.All(far.Contains)) && !(key.StartsWith("Store", StringComparison.Ordinal) && far.Contains(key["Store".Length..])));

        Assert.Empty(unused);
    }

    private static HashSet<string> Words(string text) => [.. WordPattern().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\w+")]
    private static partial Regex WordPattern();

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Parse(Repository.Read(file)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static HashSet<char> Placeholders(string text) =>
        [.. text.Zip(text.Skip(1)).Where(pair => pair.First == '{' && char.IsAsciiDigit(pair.Second)).Select(pair => pair.Second)];
}
