using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hikyaku.Mail.Migration.Reports;

/// <summary>A report as text, JSON or HTML.</summary>
public static class ReportWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    internal static readonly string[] MailColumns = ["Account", "Folders", "Messages", "Bytes", "Taken", "Changed", "Removed", "LeftOut"];

    /// <summary>The report in the form that a file's name asks for: .json, .html, else text.</summary>
    public static string Write(MigrationReport report, string path, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".json" => Json(report, culture),
            ".html" or ".htm" => new HtmlReport(report, culture).Write(),
            _ => Text(report, culture),
        };
    }

    /// <summary>All items, then the mail of each account, then the sums.</summary>
    public static string Text(MigrationReport report, CultureInfo culture)
    {
        var text = new StringBuilder();
        if (report.IsDryRun)
        {
            text.AppendLine(Word("DryTitle", culture));
        }

        foreach (var item in report.Items)
        {
            text.Append(culture, $"{Outcome(report, item.Outcome, culture)}  {(item.Subject.Length == 0 ? "*" : item.Subject)}: {item.Text(culture)}").AppendLine();
        }

        foreach (var (address, mail) in Accounts(report))
        {
            text.AppendLine(ReportItem.Format(
                report.IsExport ? "MailLineExport" : "MailLine", culture, address, mail.Folders, mail.Messages, Figures.Size(mail.Bytes), mail.Taken, mail.Changed,
                mail.Removed, mail.LeftOut));
        }

        return text.Append(Summary(report, culture)).ToString();
    }

    /// <summary>The sums.</summary>
    public static string Summary(MigrationReport report, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(report);
        var mail = report.Accounts.Values;
        var text = new StringBuilder();
        text.AppendLine(report.IsExport
            ? ReportItem.Format("MailSummaryExport", culture, mail.Count(), mail.Sum(m => m.Messages), mail.Sum(m => m.LeftOut))
            : ReportItem.Format("MailSummary", culture, mail.Count(), mail.Sum(m => m.Messages), mail.Sum(m => m.Taken), mail.Sum(m => m.Changed),
                mail.Sum(m => m.Removed), mail.Sum(m => m.LeftOut)));
        text.AppendLine(ReportItem.Format(report.IsExport ? "SummaryExport" : "Summary", culture, report.Count(ReportOutcome.Taken),
            report.Count(ReportOutcome.Changed), report.Count(ReportOutcome.Warning), report.Count(ReportOutcome.LeftOut)));
        if (report.Dropped > 0)
        {
            text.AppendLine(ReportItem.Format("DroppedItems", culture, report.Dropped));
        }

        if (report.IsUnfinished)
        {
            text.AppendLine(Word(report.IsExport ? "ExportUnfinished" : "Unfinished", culture));
        }

        return text.ToString();
    }

    private static IEnumerable<KeyValuePair<string, AccountTotals>> Accounts(MigrationReport report) =>
        report.Accounts.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static string Json(MigrationReport report, CultureInfo culture) => JsonSerializer.Serialize(
        new
        {
            dryRun = report.IsDryRun,
            unfinished = report.IsUnfinished,
            totals = new
            {
                taken = report.Count(ReportOutcome.Taken),
                changed = report.Count(ReportOutcome.Changed),
                warnings = report.Count(ReportOutcome.Warning),
                leftOut = report.Count(ReportOutcome.LeftOut),
            },
            accounts = Accounts(report).Select(pair => new
            {
                address = pair.Key,
                folders = pair.Value.Folders,
                messages = pair.Value.Messages,
                bytes = pair.Value.Bytes,
                taken = pair.Value.Taken,
                changed = pair.Value.Changed,
                removed = pair.Value.Removed,
                leftOut = pair.Value.LeftOut,
            }),
            items = report.Items.Select(item => new
            {
                outcome = JsonNamingPolicy.CamelCase.ConvertName(item.Outcome.ToString()),
                subject = item.Subject,
                code = item.Code,
                arguments = item.Arguments,
                refusal = item.Refusal is { } refusal ? JsonNamingPolicy.CamelCase.ConvertName(refusal.Reason.ToString()) : null,
                details = item.Details.Select(detail => new { code = detail.Code, arguments = detail.Arguments, text = detail.Text(culture) }),
                text = item.Text(culture),
            }),
        },
        Indented);

    /// <summary>What became of items, in a word: an export writes what an import takes.</summary>
    internal static string Outcome(MigrationReport report, ReportOutcome outcome, CultureInfo culture) =>
        Word(report.IsExport && outcome == ReportOutcome.Taken ? "Outcome.Written" : "Outcome." + outcome, culture);

    private static string Word(string code, CultureInfo culture) => ReportItem.Format(code, culture);
}
