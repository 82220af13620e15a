namespace Hikyaku.Mail.Directory;

/// <summary>Someone who signs in and owns mailboxes.</summary>
public sealed record Account
{
    /// <summary>Its lasting name.</summary>
    public AccountId Id { get; init; }

    /// <summary>The domain it belongs to.</summary>
    public required DomainId DomainId { get; init; }

    /// <summary>The canonical address (<see cref="Formats.Addresses.Address.Canonical"/>).</summary>
    public required string Address { get; init; }

    /// <summary>The name shown to people; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The hash as it was stored or imported; empty: nobody signs in with a password.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>The most octets its mail may take; 0: no limit.</summary>
    public long QuotaBytes { get; init; }

    /// <summary>The most messages it may keep; 0: no limit.</summary>
    public long QuotaMessages { get; init; }

    /// <summary>What it may use, before <see cref="Domain.DisabledServices"/> are taken away.</summary>
    public Services Services { get; init; } = Services.All;

    /// <summary>What it takes part in.</summary>
    public AccountState State { get; init; }

    /// <summary>Whether the owner may set the password.</summary>
    public bool MayChangePassword { get; init; } = true;

    /// <summary>Where its mail goes; null: into INBOX.</summary>
    public Forward? Forward { get; init; }

    /// <summary>How IMAP shows its mailboxes.</summary>
    public NamespaceStyle Namespace { get; init; }

    /// <summary>The language of texts for its owner ("en", "ja"); null: not chosen.</summary>
    public string? Language { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Whether it administers the whole server.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Writes everything but the password hash.</summary>
    public override string ToString() => $"{Address} ({Id.Value})";
}
