namespace Hikyaku.Mail.Directory;

/// <summary>What an account takes part in.</summary>
public enum AccountState
{
    /// <summary>Signs in and receives.</summary>
    Active,

    /// <summary>Neither signs in nor receives.</summary>
    Suspended,

    /// <summary>Signs in; mail for it is refused (5.2.1).</summary>
    NoInbound,
}
