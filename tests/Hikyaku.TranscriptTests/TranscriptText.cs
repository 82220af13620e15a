using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hikyaku.TranscriptTests;

/// <summary>What the words of a transcript stand for: escapes and repeats in what is sent, wildcards and names in what is expected.</summary>
internal sealed partial class TranscriptText
{
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The characters of a line to send: UTF-8 octets as Latin-1 characters, names and repeats filled in.</summary>
    public string Sent(string text) => Octets(Filled(text));

    /// <summary>As <see cref="Sent"/>, with \r \n \t \\ \xHH read as escapes.</summary>
    public string Raw(string text) => Escape().Replace(Octets(Filled(text)), match => match.Value switch
    {
        "\\r" => "\r",
        "\\n" => "\n",
        "\\t" => "\t",
        "\\\\" => "\\",
        var hex => ((char)int.Parse(hex[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
    });

    /// <summary>Whether a line from the server is what was expected; remembers what {set:name} stands for.</summary>
    public bool Matches(string expected, string line)
    {
        var match = Regex.Match(line, "^(?s:" + Pattern(expected) + ")$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTime);
        foreach (var group in match.Groups.Values.Where(group => match.Success && !char.IsAsciiDigit(group.Name[0])))
            _names[group.Name] = group.Value;
        return match.Success;
    }

    private string Pattern(string expected)
    {
        var pattern = new StringBuilder();
        var at = 0;
        foreach (Match token in Token().Matches(expected))
        {
            pattern.Append(Regex.Escape(Octets(expected[at..token.Index])));
            pattern.Append(token.Value switch
            {
                "…" => ".*",
                ['{', 'r', 'e', ':', .. var regex, '}'] => Octets(regex),
                ['{', 's', 'e', 't', ':', .. var name, '}'] => $"(?<{name}>.+?)",
                ['{', 'g', 'e', 't', ':', .. var name, '}'] => Regex.Escape(_names[name]),
                _ => Regex.Escape(Octets(Filled(token.Value))),
            });
            at = token.Index + token.Length;
        }

        return pattern.Append(Regex.Escape(Octets(expected[at..]))).ToString();
    }

    private string Filled(string text) => Token().Replace(text, token => token.Value switch
    {
        ['{', 'g', 'e', 't', ':', .. var name, '}'] => _names[name],
        ['{', 'r', 'e', 'p', 'e', 'a', 't', ':', .. var what, '}'] => Repeat(what),
        ['{', 'b', '6', '4', ':', .. var clear, '}'] => Convert.ToBase64String(Encoding.Latin1.GetBytes(Raw(clear))),
        _ => token.Value,
    });

    private static string Repeat(string what)
    {
        var comma = what.LastIndexOf(',');
        return string.Concat(Enumerable.Repeat(what[..comma], int.Parse(what[(comma + 1)..], CultureInfo.InvariantCulture)));
    }

    private static string Octets(string text) => text.All(c => c < 0x100 && c < 0x80)
        ? text
        : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\\(r|n|t|\\|x[0-9A-Fa-f]{2})", RegexOptions.None, 5000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"…|\{(re|set|get|repeat|b64):(?:[^{}]|\{[0-9,]*\})*\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Token();
}
