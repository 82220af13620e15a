using System.Globalization;
using System.Resources;

namespace Hikyaku.Protocols.Pop3;

/// <summary>The languages of the texts behind +OK and -ERR (RFC 6856 §3). Response codes and numbers stay as they are.</summary>
internal static class Pop3Language
{
    public const string Default = "en";
    private static readonly ResourceManager Texts = new("Hikyaku.Protocols.Pop3.Pop3Texts", typeof(Pop3Language).Assembly);

    /// <summary>The tags with the names of the languages in themselves.</summary>
    public static IReadOnlyList<string> Listing { get; } = ["en English", "ja 日本語"];

    /// <summary>The tag of a language that is known here; null when it is not.</summary>
    public static string? Find(string tag) => tag.ToUpperInvariant() switch
    {
        "*" or "EN" or "EN-US" or "EN-GB" or "I-DEFAULT" => "en",
        "JA" or "JA-JP" => "ja",
        _ => null,
    };

    /// <summary>The first line of an answer in that language.</summary>
    public static string Translate(string line, string tag)
    {
        if (tag == Default)
        {
            return line;
        }

        var at = line.IndexOf(' ', StringComparison.Ordinal) + 1;
        if (at > 0 && at < line.Length && line[at] == '[')
        {
            at = line.IndexOf(']', at) + 2;
        }

        return at <= 0 || at >= line.Length ? line : line[..at] + Text(line[at..], CultureInfo.GetCultureInfo(tag));
    }

    private static string Text(string english, CultureInfo culture)
    {
        var digits = english.TakeWhile(char.IsAsciiDigit).Count();
        return digits == 0 || digits == english.Length
            ? Texts.GetString(english, culture) ?? english
            : Texts.GetString("{0}" + english[digits..], culture) is { } pattern ? string.Format(culture, pattern, english[..digits]) : english;
    }
}
