namespace Hikyaku.Mail.Directory;

/// <summary>A domain to be made.</summary>
/// <param name="Name">In U-labels or A-labels, in any case.</param>
public sealed record NewDomain(string Name)
{
    /// <inheritdoc cref="Domain.Limits"/>
    public DomainLimits Limits { get; init; } = DomainLimits.Unlimited;

    /// <inheritdoc cref="Domain.DisabledServices"/>
    public Services DisabledServices { get; init; }

    /// <inheritdoc cref="Domain.SubAddressSeparator"/>
    public string? SubAddressSeparator { get; init; } = "+";

    /// <inheritdoc cref="Domain.ReplaceHashes"/>
    public bool ReplaceHashes { get; init; }

    /// <inheritdoc cref="Domain.IsActive"/>
    public bool IsActive { get; init; } = true;

    /// <inheritdoc cref="Domain.IsLive"/>
    public bool IsLive { get; init; } = true;
}
