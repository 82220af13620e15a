using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hikyaku.Mail.Directory;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku audit list</c></summary>
internal static class AuditCommands
{
    private const int MaxCount = 100_000;
    private const int DefaultCount = 50;

    public static Command Create(ICommandRunner runner)
    {
        var subject = CommandParts.Text("--subject", "AuditSubjectOption");
        var count = CommandParts.Count("--count", "AuditCountOption", MaxCount);
        return CommandParts.Group(
            "audit",
            "Audit",
            CommandParts.New("list", "AuditList", subject, count)
                .Does(runner, (context, parsed) => List(context, parsed.GetValue(subject), parsed.GetValue(count) ?? DefaultCount)));
    }

    private static async Task<int> List(CommandContext context, string? subject, int count)
    {
        var records = await context.Get<Directory>().Read(reader => reader.AuditRecords(subject, count), context.Cancellation);
        if (context.Json)
        {
            context.WriteJson(records.Select(Json));
            return 0;
        }

        foreach (var record in records)
        {
            var from = record.Actor.Address is { } address ? $" {address}" : "";
            context.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{record.At:u} {record.Actor.Kind}:{record.Actor.Name}{from} {record.Action} {record.Subject}"));
            WriteState(context, "- ", record.Before);
            WriteState(context, "+ ", record.After);
        }

        return 0;
    }

    private static void WriteState(CommandContext context, string sign, string? state)
    {
        if (state is not null)
        {
            context.Out.WriteLine("    " + sign + state);
        }
    }

    private static object Json(AuditRecord record) => new
    {
        record.Id,
        record.At,
        Actor = new { record.Actor.Kind, record.Actor.Name, Address = record.Actor.Address?.ToString() },
        record.Action,
        record.Subject,
        Before = Parse(record.Before),
        After = Parse(record.After),
    };

    private static JsonElement? Parse(string? json) => json is null ? null : JsonDocument.Parse(json).RootElement;
}
