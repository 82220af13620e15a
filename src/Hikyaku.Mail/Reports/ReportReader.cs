using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Reports;

/// <summary>In which language a sender reads reports: that of his account here, else that of his domain.</summary>
public sealed class ReportReader(Directory.Directory directory, Settings.Settings settings)
{
    /// <summary>The language.</summary>
    public async ValueTask<ReportLanguage> LanguageOf(Address sender, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var account = await directory.FindAccount(sender.Canonical, cancellation);
        return account?.Language switch
        {
            { } language when language.StartsWith("ja", StringComparison.OrdinalIgnoreCase) => ReportLanguage.Ja,
            { } language when language.StartsWith("en", StringComparison.OrdinalIgnoreCase) => ReportLanguage.En,
            _ => settings.Get(ReportSettings.Languages).Of(sender.Domain),
        };
    }
}
