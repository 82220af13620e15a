using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hikyaku.Mail.Migration.Reports;

/// <summary>A report as text, JSON or HTML.</summary>
public static class ReportWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] MailColumns = ["Account", "Folders", "Messages", "Bytes", "Taken", "Changed", "Removed", "LeftOut"];

    /// <summary>The report in the form that a file's name asks for: .json, .html, else text.</summary>
    public static string Write(MigrationReport report, string path, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".json" => Json(report, culture),
            ".html" or ".htm" => Html(report, culture),
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
            text.Append(culture, $"{Outcome(report, item, culture)}  {(item.Subject.Length == 0 ? "*" : item.Subject)}: {item.Text(culture)}").AppendLine();
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
                details = item.Details.Select(detail => new { code = detail.Code, arguments = detail.Arguments, text = detail.Text(culture) }),
                text = item.Text(culture),
            }),
        },
        Indented);

    private static string Html(MigrationReport report, CultureInfo culture)
    {
        var title = Encode(Word(report.IsExport ? "ExportTitle" : report.IsDryRun ? "DryTitle" : "Title", culture));
        var html = new StringBuilder().Append(culture, $"<!DOCTYPE html>\n<html lang=\"{culture.TwoLetterISOLanguageName}\"><meta charset=\"utf-8\"><title>{title}</title>\n");
        html.Append(culture, $"<h1>{title}</h1>\n<pre>{Encode(Summary(report, culture))}</pre>\n<table>");
        Row(html, "th", MailColumns.Select(column => Word("Columns." + column, culture)));
        foreach (var (address, mail) in Accounts(report))
        {
            long[] numbers = [mail.Folders, mail.Messages, mail.Bytes, mail.Taken, mail.Changed, mail.Removed, mail.LeftOut];
            Row(html, "td", [address, .. numbers.Select(number => number.ToString(culture))]);
        }

        html.Append("\n</table>\n<table>");
        Row(html, "th", ((string[])["Outcome", "Subject", "Text"]).Select(column => Word("Columns." + column, culture)));
        foreach (var item in report.Items)
        {
            Row(html, "td", [Outcome(report, item, culture), item.Subject, item.Text(culture)]);
        }

        return html.Append("\n</table>\n</html>\n").ToString();
    }

    private static void Row(StringBuilder html, string cell, IEnumerable<string> texts)
    {
        html.Append("\n<tr>");
        foreach (var text in texts)
        {
            html.Append('<').Append(cell).Append('>').Append(Encode(text));
        }
    }

    private static string Outcome(MigrationReport report, ReportItem item, CultureInfo culture) =>
        Word(report.IsExport && item.Outcome == ReportOutcome.Taken ? "Outcome.Written" : "Outcome." + item.Outcome, culture);

    private static string Word(string code, CultureInfo culture) => ReportItem.Format(code, culture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
