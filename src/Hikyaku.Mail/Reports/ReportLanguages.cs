using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Reports;

/// <summary>The languages of reports: one for all, and those of single domains. Written <c>both</c>, or <c>both sakura.test=ja other.example=en</c>.</summary>
public sealed class ReportLanguages
{
    private readonly ReportLanguage _default;
    private readonly FrozenDictionary<string, ReportLanguage> _domains;

    private ReportLanguages(ReportLanguage most, IReadOnlyDictionary<string, ReportLanguage> domains) =>
        (_default, _domains) = (most, domains.ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>Both languages for everybody.</summary>
    public static ReportLanguages Both { get; } = new(ReportLanguage.Both, new Dictionary<string, ReportLanguage>());

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ReportLanguages? languages)
    {
        languages = Both;
        var most = ReportLanguage.Both;
        var domains = new Dictionary<string, ReportLanguage>(StringComparer.Ordinal);
        foreach (var word in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = word.Split('=');
            if (!TryRead(parts[^1], out var language))
            {
                return false;
            }

            if (parts is [_])
            {
                most = language;
            }
            else if (parts is [var name, _] && DomainName.TryNormalize(name, out var domain))
            {
                domains[domain] = language;
            }
            else
            {
                return false;
            }
        }

        languages = new ReportLanguages(most, domains);
        return true;
    }

    /// <summary>The language of a domain.</summary>
    public ReportLanguage Of(string domain) => _domains.GetValueOrDefault(domain, _default);

    /// <summary>The written form.</summary>
    public override string ToString() =>
        string.Join(' ', [Name(_default), .. _domains.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key}={Name(d.Value)}")]);

    // Names only: Enum.TryParse takes numbers too.
    private static bool TryRead(string text, out ReportLanguage language) =>
        Enum.TryParse(text, ignoreCase: true, out language) && string.Equals(Name(language), text, StringComparison.OrdinalIgnoreCase);

    private static string Name(ReportLanguage language) => language switch
    {
        ReportLanguage.En => "en",
        ReportLanguage.Ja => "ja",
        _ => "both",
    };
}
