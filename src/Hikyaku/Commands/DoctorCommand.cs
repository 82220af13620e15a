using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hikyaku.Hosting;
using Hikyaku.Hosting.Doctor;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku doctor</c>: looks at the host and says what to do.</summary>
internal static class DoctorCommand
{
    // A terminal reads it, no browser: Japanese stays as it is.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Option<string?> config)
    {
        var command = new Command("doctor", CommandTexts.Get("DoctorCommand"));
        command.SetAction((parsed, ct) => Run(parsed.GetValue(config), CommandLine.IsJson(parsed), ct));
        return command;
    }

    private static async Task<int> Run(string? path, bool json, CancellationToken ct)
    {
        if (ConfigurationErrors.Print(ConfigurationFile.Load(path)) is not { } configuration)
            return 1;

        var findings = await Examination.Run(configuration, ct);
        if (json)
            await WriteJson(findings, ct);
        else
            Write(findings);
        return findings.Any(finding => finding.State == FindingState.Fail) ? 1 : 0;
    }

    private static void Write(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
            Console.Out.WriteLine($"{finding.State.ToString().ToLowerInvariant(),-4}  {finding.Area,-11}  {finding.Text}");
    }

    private static async Task WriteJson(IReadOnlyList<Finding> findings, CancellationToken ct)
    {
        await using var output = Console.OpenStandardOutput();
        await using var writer = new Utf8JsonWriter(output, Readable);
        writer.WriteStartArray();
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("area", finding.Area);
            writer.WriteString("state", finding.State.ToString().ToLowerInvariant());
            writer.WriteString("text", finding.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        await writer.FlushAsync(ct);
        output.WriteByte((byte)'\n');
    }
}
