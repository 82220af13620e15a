using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Hikyaku.Formats.Authenticity;

/// <summary>A report about TLS: how the sessions of one sender to a domain came out.</summary>
/// <remarks>Standards: RFC 8460 §4.4. Limits: <see cref="MaxPolicies"/>, <see cref="MaxFailures"/> of each, <see cref="MaxText"/> of each text.</remarks>
public sealed record TlsReport
{
    /// <summary>The most policies that are read.</summary>
    public const int MaxPolicies = 1000;

    /// <summary>The most failures that are read of a policy.</summary>
    public const int MaxFailures = 1000;

    /// <summary>The longest text that is read.</summary>
    public const int MaxText = 1000;

    private const int MaxDepth = 16;

    /// <summary>Who made it.</summary>
    public required string Organization { get; init; }

    /// <summary>Whom to ask.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Its name.</summary>
    public required string ReportId { get; init; }

    /// <summary>The first moment that it is about.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The last one.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>What it tells.</summary>
    public required ImmutableArray<TlsReportPolicy> Policies { get; init; }

    /// <summary>Reads a report; what is not known in it is skipped.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out TlsReport? report)
    {
        report = null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var root = document.RootElement;
            var range = Member(root, "date-range");
            if (Text(root, "report-id") is { Length: > 0 } id && Text(root, "organization-name") is { Length: > 0 } organization
                && TryRead(range, "start-datetime", out var start) && TryRead(range, "end-datetime", out var end))
            {
                report = new TlsReport
                {
                    Organization = organization,
                    Contact = Text(root, "contact-info"),
                    ReportId = id,
                    Start = start,
                    End = end,
                    Policies = [.. Items(root, "policies", MaxPolicies).Select(ReadPolicy)],
                };
            }

            return report is not null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: text that is no Unicode.
            return false;
        }
    }

    /// <summary>Writes the report as UTF-8.</summary>
    public byte[] Write()
    {
        using var octets = new MemoryStream();
        using (var json = new Utf8JsonWriter(octets))
        {
            json.WriteStartObject();
            json.WriteString("organization-name", Organization);
            json.WriteStartObject("date-range");
            json.WriteString("start-datetime", Time(Start));
            json.WriteString("end-datetime", Time(End));
            json.WriteEndObject();
            json.WriteString("contact-info", Contact);
            json.WriteString("report-id", ReportId);
            json.WriteStartArray("policies");
            foreach (var policy in Policies)
            {
                Write(json, policy);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return octets.ToArray();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, TlsReportPolicy policy)
    {
        json.WriteStartObject();
        json.WriteStartObject("policy");
        json.WriteString("policy-type", policy.Type);
        Write(json, "policy-string", policy.Strings);
        json.WriteString("policy-domain", policy.Domain);
        Write(json, "mx-host", policy.MxHosts);
        json.WriteEndObject();
        json.WriteStartObject("summary");
        json.WriteNumber("total-successful-session-count", policy.Succeeded);
        json.WriteNumber("total-failure-session-count", policy.Failed);
        json.WriteEndObject();
        json.WriteStartArray("failure-details");
        foreach (var failure in policy.Failures)
        {
            json.WriteStartObject();
            json.WriteString("result-type", failure.Type);
            WriteIfAny(json, "sending-mta-ip", failure.Source);
            WriteIfAny(json, "receiving-mx-hostname", failure.Host);
            WriteIfAny(json, "receiving-ip", failure.Address);
            json.WriteNumber("failed-session-count", failure.Sessions);
            WriteIfAny(json, "failure-reason-code", failure.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        if (texts.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private static TlsReportPolicy ReadPolicy(JsonElement item)
    {
        var policy = Member(item, "policy");
        var summary = Member(item, "summary");
        return new TlsReportPolicy(
            Text(policy, "policy-type"),
            Texts(policy, "policy-string"),
            Text(policy, "policy-domain"),
            Texts(policy, "mx-host"),
            Number(summary, "total-successful-session-count"),
            Number(summary, "total-failure-session-count"),
            [.. Items(item, "failure-details", MaxFailures).Select(f => new TlsReportFailure(
                Text(f, "result-type"), Text(f, "sending-mta-ip"), Text(f, "receiving-mx-hostname"), Text(f, "receiving-ip"), Number(f, "failed-session-count"),
                Text(f, "failure-reason-code") is { Length: > 0 } code ? code : Text(f, "additional-information")))]);
    }

    private static JsonElement Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var member) ? member : default;

    private static IEnumerable<JsonElement> Items(JsonElement item, string name, int most) =>
        Member(item, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Take(most) : [];

    private static string Text(JsonElement item, string name) => Text(Member(item, name));

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } text ? text.Length > MaxText ? text[..MaxText] : text : "";

    // Some write one text where others write a list.
    private static ImmutableArray<string> Texts(JsonElement item, string name) => Member(item, name) switch
    {
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Take(MaxFailures).Select(Text)],
        { ValueKind: JsonValueKind.String } one => [Text(one)],
        _ => [],
    };

    private static long Number(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) && value > 0 ? value : 0;

    private static bool TryRead(JsonElement item, string name, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(Text(item, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
