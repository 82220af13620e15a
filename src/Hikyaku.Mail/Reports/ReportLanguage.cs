namespace Hikyaku.Mail.Reports;

/// <summary>In which words a report is written.</summary>
public enum ReportLanguage
{
    /// <summary>English, then Japanese.</summary>
    Both,

    /// <summary>English.</summary>
    En,

    /// <summary>Japanese.</summary>
    Ja,
}
