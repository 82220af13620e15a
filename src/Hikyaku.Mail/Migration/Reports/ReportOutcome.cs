namespace Hikyaku.Mail.Migration.Reports;

/// <summary>What became of an item.</summary>
public enum ReportOutcome
{
    /// <summary>New here.</summary>
    Taken,

    /// <summary>Was here and is now as at the source.</summary>
    Changed,

    /// <summary>Taken, but someone should look.</summary>
    Warning,

    /// <summary>Not taken.</summary>
    LeftOut,
}
