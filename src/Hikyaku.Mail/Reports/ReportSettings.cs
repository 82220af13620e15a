using System.Resources;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Reports;

/// <summary>What an administrator chooses about delivery reports.</summary>
public static class ReportSettings
{
    private static readonly ResourceManager Texts = new(typeof(ReportSettings).FullName!, typeof(ReportSettings).Assembly);

    /// <summary>The language of reports to senders whose account names none.</summary>
    public static readonly Setting<ReportLanguages> Languages = new(
        "reports.languages",
        ReportLanguages.Both,
        new SettingType<ReportLanguages>(ReportLanguages.TryParse, static value => value.ToString(), static culture => Texts.GetString("AllowedLanguages", culture)!));
}
