namespace Hikyaku.Mail.Migration.Reports;

/// <summary>What moved for one account.</summary>
public sealed record AccountTotals
{
    /// <summary>Folders at the source.</summary>
    public int Folders { get; init; }

    /// <summary>Messages at the source.</summary>
    public long Messages { get; init; }

    /// <summary>Their octets at the source.</summary>
    public long Bytes { get; init; }

    /// <summary>Messages that were new here.</summary>
    public long Taken { get; init; }

    /// <summary>Messages whose flags changed.</summary>
    public long Changed { get; init; }

    /// <summary>Messages removed here because they are gone at the source.</summary>
    public long Removed { get; init; }

    /// <summary>Messages left out.</summary>
    public long LeftOut { get; init; }
}
