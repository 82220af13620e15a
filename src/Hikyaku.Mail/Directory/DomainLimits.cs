namespace Hikyaku.Mail.Directory;

/// <summary>How much a domain may hold; null: no limit.</summary>
public sealed record DomainLimits
{
    /// <summary>No limits at all.</summary>
    public static DomainLimits Unlimited { get; } = new();

    /// <summary>How many accounts.</summary>
    public int? Accounts { get; init; }

    /// <summary>How many aliases.</summary>
    public int? Aliases { get; init; }

    /// <summary>How many accounts with a forward.</summary>
    public int? Forwards { get; init; }

    /// <summary>How many autoresponders.</summary>
    public int? Autoresponders { get; init; }

    /// <summary>How many mailing lists.</summary>
    public int? MailingLists { get; init; }

    /// <summary>The most octets that the quotas of all accounts may add up to.</summary>
    public long? QuotaBytes { get; init; }

    /// <summary>The most messages that the quotas of all accounts may add up to.</summary>
    public long? QuotaMessages { get; init; }

    /// <summary>The quota in octets of an account made without one.</summary>
    public long? DefaultQuotaBytes { get; init; }

    /// <summary>The quota in messages of an account made without one.</summary>
    public long? DefaultQuotaMessages { get; init; }
}
