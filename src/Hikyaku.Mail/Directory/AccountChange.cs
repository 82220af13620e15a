namespace Hikyaku.Mail.Directory;

/// <summary>What is to change in an account; null leaves a part as it is.</summary>
public sealed record AccountChange
{
    /// <inheritdoc cref="Account.Name"/>
    public string? Name { get; init; }

    /// <inheritdoc cref="Account.QuotaBytes"/>
    public long? QuotaBytes { get; init; }

    /// <inheritdoc cref="Account.QuotaMessages"/>
    public long? QuotaMessages { get; init; }

    /// <inheritdoc cref="Account.Services"/>
    public Services? Services { get; init; }

    /// <inheritdoc cref="Account.State"/>
    public AccountState? State { get; init; }

    /// <inheritdoc cref="Account.MayChangePassword"/>
    public bool? MayChangePassword { get; init; }

    /// <summary>The new forward, see <see cref="Account.Forward"/>.</summary>
    public Forward? Forward { get; init; }

    /// <summary>Whether the forward is taken away.</summary>
    public bool RemoveForward { get; init; }

    /// <inheritdoc cref="Account.Namespace"/>
    public NamespaceStyle? Namespace { get; init; }

    /// <summary>The new language; empty: not chosen.</summary>
    public string? Language { get; init; }

    internal bool IsForOwner => this with { Forward = null, RemoveForward = false, Language = null } == new AccountChange();
}
