using System.Text.RegularExpressions;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.TranscriptTests;

/// <summary>A dialogue from a file; README.md describes the format.</summary>
internal sealed partial class Transcript
{
    public List<(string Key, string Value)> Header { get; } = [];

    public List<TranscriptStep> Steps { get; } = [];

    /// <summary>The listener of a client.</summary>
    public ListenerProtocol Listener(string client) =>
        Enum.Parse<ListenerProtocol>(Value(client.Length == 0 ? "listener" : "listener " + client) ?? Value("listener") ?? "", ignoreCase: true);

    public string? Value(string key) => Header.FirstOrDefault(line => line.Key == key).Value;

    public IEnumerable<string> Values(string key) => Header.Where(line => line.Key == key).Select(line => line.Value);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">A line is no part of a transcript.</exception>
    public static Transcript Parse(string text)
    {
        var transcript = new Transcript();
        var inHeader = true;
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.StartsWith('#'))
                continue;
            if (line.Length == 0)
                inHeader = inHeader && transcript.Header.Count == 0;
            else if (inHeader && HeaderLine().Match(line) is { Success: true } header)
                transcript.Header.Add((header.Groups[1].Value, header.Groups[2].Value.Trim()));
            else if (StepLine().Match(line) is { Success: true } step)
                transcript.Steps.Add(new TranscriptStep(number, step.Groups["client"].Value, step.Groups["verb"].Value, step.Groups["text"].Value));
            else
                throw new FormatException($"Line {number} is no part of a transcript: {line}");
        }

        return transcript;
    }

    [GeneratedRegex("^([a-z][A-Za-z-]*(?: [A-Z])?): ?(.*)$")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^(?:(?<client>[A-Z])>)?(?:(?<verb>C|S|S~|C\{\d*\}|\|):(?: (?<text>.*))?|(?<verb>STARTTLS|COMPRESS|CLOSED|CLOSE|WAIT|STORED|QUEUED|SENDERS)(?: (?<text>.*))?)$")]
    private static partial Regex StepLine();
}
