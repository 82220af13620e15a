using System.Globalization;
using System.Text;

namespace Hikyaku.Mail.Reports;

/// <summary>The part of a report for people: in English, in Japanese, or in one after the other.</summary>
internal static class ReportWording
{
    public static string Write(DeliveryStatusReport report)
    {
        var text = new StringBuilder();
        foreach (var culture in ReportTexts.Of(report.Language))
        {
            text.Append(text.Length > 0 ? "\r\n----\r\n\r\n" : "");
            Write(report, culture, text);
        }

        return text.ToString();
    }

    private static void Write(DeliveryStatusReport report, CultureInfo culture, StringBuilder text)
    {
        Line(text, ReportTexts.Get("Intro", culture, report.HostName));
        foreach (var group in report.Recipients.GroupBy(r => r.Action).OrderBy(g => g.Key))
        {
            Line(text, "");
            Line(text, ReportTexts.Get(group.Key.ToString(), culture, group.First().Expires.UtcDateTime));
            foreach (var recipient in group)
            {
                Line(text, "");
                Line(text, $"<{recipient.Original.Address}>{Via(recipient)}");
                Reason(recipient, culture, text);
            }
        }

        Line(text, "");
        Line(text, ReportTexts.Get("Attached", culture));
    }

    private static string Via(ReportedRecipient recipient) => recipient.Target == recipient.Original.Address ? "" : $" (<{recipient.Target}>)";

    private static void Reason(ReportedRecipient recipient, CultureInfo culture, StringBuilder text)
    {
        // What went well here needs no reason.
        if (recipient is { Remote: null, Status.IsSuccess: true })
        {
            return;
        }

        if (recipient.Status != recipient.Diagnostic || recipient.Remote is null)
        {
            Line(text, "    " + ReportTexts.Get("Reason", culture, recipient.Status));
        }

        if (recipient.Remote is { } remote)
        {
            Line(text, "    " + ReportTexts.Get("Said", culture, remote, recipient.Diagnostic));
        }
        else if (recipient.Status != recipient.Diagnostic)
        {
            Line(text, "    " + ReportTexts.Get("Reason", culture, recipient.Diagnostic));
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\r\n");
}
