using System.Globalization;
using System.Resources;

namespace Hikyaku.Mail.Reports;

/// <summary>The words of reports in English and Japanese. The language of a sender far away is not known, so that reports carry both unless a setting says more.</summary>
internal static class ReportTexts
{
    private static readonly ResourceManager Texts = new("Hikyaku.Mail.Reports.ReportTexts", typeof(ReportTexts).Assembly);

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    public static CultureInfo Japanese { get; } = CultureInfo.GetCultureInfo("ja");

    /// <summary>The languages of a report, in their order.</summary>
    public static IReadOnlyList<CultureInfo> Of(ReportLanguage language) => language switch
    {
        ReportLanguage.En => [English],
        ReportLanguage.Ja => [Japanese],
        _ => [English, Japanese],
    };

    public static string Get(string key, CultureInfo culture, params object[] arguments) =>
        string.Format(culture, Texts.GetString(key, culture) ?? key, arguments);
}
