using System.Globalization;
using System.Net;
using System.Text;

namespace Hikyaku.Mail.Migration.Reports;

/// <summary>A report as a page that needs nothing else: first what someone must look at, then the rest, then the mail of each account.</summary>
internal sealed class HtmlReport(MigrationReport report, CultureInfo culture)
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --soft: #8881; --warning: #b45309; --leftout: #b91c1c; --changed: #1d4ed8; --taken: #15803d; }
        @media (prefers-color-scheme: dark) { :root { --warning: #f59e0b; --leftout: #f87171; --changed: #7aa2ff; --taken: #4ade80; } }
        body { font: 15px/1.5 system-ui, "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
        h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
        p { margin: .2rem 0; }
        nav { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
        nav a { border: 1px solid var(--line); border-left: .3rem solid var(--tone); border-radius: .4rem; padding: .3rem .8rem; color: inherit; text-decoration: none; }
        section h2 { border-left: .3rem solid var(--tone, var(--line)); padding-left: .6rem; }
        .warning { --tone: var(--warning); } .leftout { --tone: var(--leftout); } .changed { --tone: var(--changed); } .taken { --tone: var(--taken); }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        tbody th { font-weight: 600; width: 18rem; }
        thead th { position: sticky; top: 0; background: Canvas; }
        tbody tr:nth-child(even) { background: var(--soft); }
        .number { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
        @media (max-width: 45rem) { .items tr, .items th, .items td { display: block; width: auto; border: 0; padding: .1rem .4rem; } .items thead { display: none; } .items tr { padding: .4rem 0; border-bottom: 1px solid var(--line); } .mail { display: block; overflow-x: auto; } }
        @media print { nav { display: none; } thead th { position: static; } }
        """;

    private static readonly ReportOutcome[] Order = [ReportOutcome.Warning, ReportOutcome.LeftOut, ReportOutcome.Changed, ReportOutcome.Taken];
    private readonly StringBuilder _html = new();

    public string Write()
    {
        var title = Word(report.IsExport ? "ExportTitle" : report.IsDryRun ? "DryTitle" : "Title");
        _html.Append(culture, $"<!DOCTYPE html>\n<html lang=\"{culture.TwoLetterISOLanguageName}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append(culture, $"<title>{title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n");
        foreach (var line in ReportWriter.Summary(report, culture).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            _html.Append(culture, $"<p>{Encode(line)}</p>\n");
        }

        var groups = Order.Select(outcome => (Outcome: outcome, Items: report.Items.Where(item => item.Outcome == outcome).ToList()))
            .Where(group => group.Items.Count > 0).ToList();
        _html.Append("<nav>\n");
        foreach (var (outcome, items) in groups)
        {
            _html.Append(culture, $"<a class=\"{Class(outcome)}\" href=\"#{Class(outcome)}\">{Name(outcome)} <b>{items.Count}</b></a>\n");
        }

        _html.Append(culture, $"<a href=\"#mail\">{Word("MailTitle")} <b>{report.Accounts.Count}</b></a>\n</nav>\n");
        foreach (var (outcome, items) in groups)
        {
            Items(outcome, items);
        }

        Mail();
        return _html.Append("</body>\n</html>\n").ToString();
    }

    private void Items(ReportOutcome outcome, List<ReportItem> items)
    {
        _html.Append(culture, $"<section id=\"{Class(outcome)}\" class=\"{Class(outcome)}\">\n<h2>{Name(outcome)} ({items.Count})</h2>\n<table class=\"items\">\n");
        Head("Subject", "Text");
        foreach (var item in items)
        {
            _html.Append(culture, $"<tr><th scope=\"row\">{(item.Subject.Length == 0 ? "*" : Encode(item.Subject))}</th><td>{Encode(item.Text(culture))}</td></tr>\n");
        }

        _html.Append("</tbody>\n</table>\n</section>\n");
    }

    private void Mail()
    {
        _html.Append(culture, $"<section id=\"mail\">\n<h2>{Word("MailTitle")} ({report.Accounts.Count})</h2>\n<table class=\"mail\">\n");
        Head(ReportWriter.MailColumns);
        foreach (var (address, mail) in report.Accounts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            _html.Append(culture, $"<tr><th scope=\"row\">{Encode(address)}</th>");
            foreach (var number in (string[])[Figures.Number(mail.Folders), Figures.Number(mail.Messages), Figures.Size(mail.Bytes), Figures.Number(mail.Taken),
                Figures.Number(mail.Changed), Figures.Number(mail.Removed), Figures.Number(mail.LeftOut)])
            {
                _html.Append(culture, $"<td class=\"number\">{number}</td>");
            }

            _html.Append("</tr>\n");
        }

        _html.Append("</tbody>\n</table>\n</section>\n");
    }

    private void Head(params string[] columns)
    {
        _html.Append("<thead><tr>");
        foreach (var column in columns)
        {
            var number = columns.Length > 2 && column != columns[0] ? " class=\"number\"" : "";
            _html.Append(culture, $"<th scope=\"col\"{number}>{Word("Columns." + column)}</th>");
        }

        _html.Append("</tr></thead>\n<tbody>\n");
    }

    private string Name(ReportOutcome outcome) => Encode(ReportWriter.Outcome(report, outcome, culture));

    private static string Class(ReportOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private string Word(string code) => Encode(ReportItem.Format(code, culture));

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
