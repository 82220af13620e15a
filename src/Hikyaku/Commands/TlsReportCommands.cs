using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Delivery.Protection.Reporting;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku tls report</c>, <c>send</c> and <c>received</c>: what is counted and told about TLS.</summary>
internal static class TlsReportCommands
{
    public const string Day = "DAY";
    private const int MaxRows = 1000;

    public static async Task<int> Report(CommandContext context, ParseResult parsed)
    {
        var day = default(DateOnly?);
        if (parsed.GetValue<string?>("--day") is { } text)
        {
            if (!TryParseDay(text, out var given))
            {
                return context.Refuse(CommandMessages.Get("TlsBadDay", text));
            }

            day = given;
        }

        var domain = Domain(parsed);
        await context.Get<TlsCounts>().Flush(context.Cancellation);
        var counts = await context.Get<ITlsReportStorage>().Read(day, domain, MaxRows, context.Cancellation);
        var sent = await context.Get<ITlsReportStorage>().Sent(day, domain, MaxRows, context.Cancellation);
        if (context.Json)
        {
            context.WriteJson(new { Sessions = counts.Select(Json), Reports = sent });
            return 0;
        }

        context.WriteTable(["TlsDay", "TlsDomain", "TlsPolicy", "TlsSucceeded", "TlsFailed", "TlsFailures"], counts.Select(count => (IReadOnlyList<string>)
        [
            DayText(count.Key.Day), count.Key.Domain, count.Key.Policy.Type.ToString(), Number(count.Succeeded), Number(count.Failed),
            string.Join('\n', count.Failures.Select(f => $"{f.Key.Type.Word()} {f.Key.Host} {f.Value}")),
        ]));
        Write(context, sent);
        return 0;
    }

    public static async Task<int> Send(CommandContext context, ParseResult parsed)
    {
        var text = parsed.GetRequiredValue<string>(Day);
        if (!TryParseDay(text, out var day))
        {
            return context.Refuse(CommandMessages.Get("TlsBadDay", text));
        }

        await context.Get<TlsCounts>().Flush(context.Cancellation);
        var sent = await context.Get<TlsReporting>().SendAll(day, context.Cancellation);
        if (context.Json)
        {
            context.WriteJson(sent);
        }
        else
        {
            Write(context, sent);
        }

        return 0;
    }

    public static async Task<int> Received(CommandContext context, ParseResult parsed)
    {
        var reports = await context.Get<ITlsReportStorage>().Received(Domain(parsed), MaxRows, context.Cancellation);
        if (context.Json)
        {
            context.WriteJson(reports.Select(r => new
            {
                r.Received,
                r.Organization,
                r.ReportId,
                r.Domain,
                r.Start,
                r.End,
                r.Succeeded,
                r.Failed,
                Report = r.Document.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(r.Document) : (JsonElement?)null,
            }));
            return 0;
        }

        context.WriteTable(["TlsDay", "TlsOrganization", "TlsDomain", "TlsSucceeded", "TlsFailed", "TlsFailures"], reports.Select(report => (IReadOnlyList<string>)
        [
            DayText(DateOnly.FromDateTime(report.Start.UtcDateTime)), Clean(report.Organization), report.Domain, Number(report.Succeeded), Number(report.Failed), Failures(report),
        ]));
        return 0;
    }

    private static void Write(CommandContext context, IReadOnlyList<SentTlsReport> sent) =>
        context.WriteTable(["TlsDay", "TlsDomain", "TlsReportState"], sent.Select(report => (IReadOnlyList<string>)
            [DayText(report.Day), report.Domain, Clean(report.Status) + (report.IsOver ? "" : $" ({CommandMessages.Get("TlsNext", report.Next.UtcDateTime.ToString("u", CultureInfo.InvariantCulture))})")]));

    private static string Failures(ReceivedTlsReport report) => TlsReport.TryParse(System.Text.Encoding.UTF8.GetBytes(report.Document), out var read)
        ? string.Join('\n', read.Policies.SelectMany(p => p.Failures).Take(10).Select(f => Clean($"{f.Type} {f.Host} {f.Sessions}"))) : "";

    private static object Json(SessionCount count) => new
    {
        count.Key.Day,
        count.Key.Domain,
        Policy = count.Key.Policy.Type,
        count.Key.Policy.Text,
        count.Succeeded,
        count.Failed,
        Failures = count.Failures.Select(f => new { Type = f.Key.Type.Word(), f.Key.Source, f.Key.Host, f.Key.Address, f.Key.Detail, Sessions = f.Value }),
    };

    private static string? Domain(ParseResult parsed) => parsed.GetValue<string?>("--domain")?.ToLowerInvariant();

    // Words from outside come without control characters.
    private static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool TryParseDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
