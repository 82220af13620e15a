using System.Text.Json;

namespace Hikyaku.Protocols.Rspamd;

/// <summary>What Rspamd says of a message.</summary>
/// <param name="Action">"reject", "soft reject", "add header" and so on.</param>
/// <param name="Score">The score.</param>
/// <param name="Required">The score that refuses.</param>
internal sealed record RspamdResult(string Action, double Score, double Required)
{
    /// <summary>The words for the client; null for ours.</summary>
    public string? SmtpMessage { get; init; }

    /// <summary>The subject that the message is to get; null keeps it.</summary>
    public string? Subject { get; init; }

    /// <summary>Signatures that it has made.</summary>
    public IReadOnlyList<string> DkimSignatures { get; init; } = [];

    /// <summary>Fields to add, with their place: 0 is on top, below zero at the end.</summary>
    public IReadOnlyList<(string Name, string Value, int Order)> Added { get; init; } = [];

    /// <summary>Fields to take out: the how manieth, 0 for all.</summary>
    public IReadOnlyList<(string Name, int Occurrence)> Removed { get; init; } = [];

    /// <summary>Reads the answer of <c>/checkv2</c>; null when it is something else.</summary>
    public static RspamdResult? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Text(root, "action") is { } action ? Read(root, action) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RspamdResult Read(JsonElement root, string action)
    {
        var milter = Member(root, "milter");
        return new RspamdResult(action, Number(root, "score"), Number(root, "required_score"))
        {
            SmtpMessage = Member(root, "messages") is { } messages ? Text(messages, "smtp_message") : null,
            Subject = Text(root, "subject"),
            DkimSignatures = root.TryGetProperty("dkim-signature", out var signatures) ? [.. Each(signatures).Select(TextOf).OfType<string>()] : [],
            Added = milter is { } adds && Member(adds, "add_headers") is { } added ? [.. added.EnumerateObject().SelectMany(Field)] : [],
            Removed = milter is { } removes && Member(removes, "remove_headers") is { } removed
                ? [.. removed.EnumerateObject().SelectMany(one => Each(one.Value).Select(n => (one.Name, n.ValueKind == JsonValueKind.Number ? Math.Max(0, (int)n.GetDouble()) : 0)))]
                : [],
        };
    }

    // A value is a text, or an object with its place, or a list of these.
    private static IEnumerable<(string Name, string Value, int Order)> Field(JsonProperty property)
    {
        foreach (var one in Each(property.Value))
        {
            if (TextOf(one) is { } text)
                yield return (property.Name, text, -1);
            else if (one.ValueKind == JsonValueKind.Object && Text(one, "value") is { } value)
                yield return (property.Name, value, (int)Math.Clamp(one.TryGetProperty("order", out var order) && order.ValueKind == JsonValueKind.Number ? order.GetDouble() : -1, -1, 1000));
        }
    }

    private static JsonElement[] Each(JsonElement element) => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var member) ? TextOf(member) : null;

    private static string? TextOf(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static double Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number ? member.GetDouble() : 0;
}
