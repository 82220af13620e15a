namespace Hikyaku.Mail.Directory;

/// <summary>An account to be made. What is null takes the default of its domain.</summary>
public sealed record NewAccount
{
    /// <summary>The address, in any case.</summary>
    public required string Address { get; init; }

    /// <summary>The password in clear; kept only as an argon2id hash.</summary>
    public string? Password { get; init; }

    /// <summary>A ready hash, stored as it is; used when <see cref="Password"/> is null.</summary>
    public string PasswordHash { get; init; } = "";

    /// <inheritdoc cref="Account.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Account.QuotaBytes"/>
    public long? QuotaBytes { get; init; }

    /// <inheritdoc cref="Account.QuotaMessages"/>
    public long? QuotaMessages { get; init; }

    /// <inheritdoc cref="Account.Services"/>
    public Services Services { get; init; } = Services.All;

    /// <inheritdoc cref="Account.State"/>
    public AccountState State { get; init; }

    /// <inheritdoc cref="Account.MayChangePassword"/>
    public bool MayChangePassword { get; init; } = true;

    /// <inheritdoc cref="Account.Forward"/>
    public Forward? Forward { get; init; }

    /// <inheritdoc cref="Account.Namespace"/>
    public NamespaceStyle Namespace { get; init; }

    /// <inheritdoc cref="Account.Language"/>
    public string? Language { get; init; }

    /// <summary>Writes the address only.</summary>
    public override string ToString() => Address;
}
