using System.Xml.Linq;

namespace Hikyaku.Tests.Architecture;

/// <summary>Every text for people exists in English and in Japanese, with the same placeholders.</summary>
public sealed class TextTests
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

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Parse(Repository.Read(file)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static HashSet<char> Placeholders(string text) =>
        [.. text.Zip(text.Skip(1)).Where(pair => pair.First == '{' && char.IsAsciiDigit(pair.Second)).Select(pair => pair.Second)];
}
