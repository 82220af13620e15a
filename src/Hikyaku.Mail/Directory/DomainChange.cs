namespace Hikyaku.Mail.Directory;

/// <summary>What is to change in a domain; null leaves a part as it is.</summary>
public sealed record DomainChange
{
    /// <inheritdoc cref="Domain.CatchAll"/>
    public CatchAll? CatchAll { get; init; }

    /// <summary>All limits together.</summary>
    public DomainLimits? Limits { get; init; }

    /// <inheritdoc cref="Domain.DisabledServices"/>
    public Services? DisabledServices { get; init; }

    /// <inheritdoc cref="Domain.ReplaceHashes"/>
    public bool? ReplaceHashes { get; init; }

    /// <summary>The new separators; empty: none.</summary>
    public string? SubAddressSeparator { get; init; }

    /// <inheritdoc cref="Domain.IsActive"/>
    public bool? IsActive { get; init; }

    /// <inheritdoc cref="Domain.IsLive"/>
    public bool? IsLive { get; init; }

    internal bool IsForDomainAdministrator => this with { CatchAll = null } == new DomainChange();
}
