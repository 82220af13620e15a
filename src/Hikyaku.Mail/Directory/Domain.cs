using System.Collections.Immutable;

namespace Hikyaku.Mail.Directory;

/// <summary>A domain whose mail ends here.</summary>
public sealed record Domain
{
    /// <summary>Its lasting name.</summary>
    public DomainId Id { get; init; }

    /// <summary>Lower-case A-labels.</summary>
    public required string Name { get; init; }

    /// <summary>What happens to mail for unknown addresses.</summary>
    public CatchAll CatchAll { get; init; } = new CatchAll.None();

    /// <summary>How much it may hold.</summary>
    public DomainLimits Limits { get; init; } = DomainLimits.Unlimited;

    /// <summary>What none of its accounts may use.</summary>
    public Services DisabledServices { get; init; }

    /// <summary>Whether a sign-in replaces an old password hash by argon2id; off until the way back to the former server is given up.</summary>
    public bool ReplaceHashes { get; init; }

    /// <summary>What separates a name from a detail, as in user+detail: any of these characters; null: nothing.</summary>
    public string? SubAddressSeparator { get; init; }

    /// <summary>False: nobody signs in and no mail is accepted.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>
    /// False while another server still receives its mail: everything works except that port 25 refuses its recipients for now (450),
    /// and that mail submitted here is still delivered here.
    /// </summary>
    public bool IsLive { get; init; } = true;

    /// <summary>Other domains that mean this one, as lower-case A-labels.</summary>
    public ImmutableArray<string> AliasDomains { get; init; } = [];
}
