namespace Hikyaku.Mail.Authentication;

/// <summary>Why a sign-in was refused.</summary>
public enum SignInRefusal
{
    /// <summary>No account has that name.</summary>
    UnknownAccount,

    /// <summary>The password is not the account's.</summary>
    WrongPassword,

    /// <summary>The account has no password.</summary>
    NoPassword,

    /// <summary>The stored hash is damaged or of an unknown kind.</summary>
    UnusableHash,

    /// <summary>The account is suspended.</summary>
    Suspended,

    /// <summary>The account or its domain may not use this service.</summary>
    ServiceDisabled,

    /// <summary>The domain is switched off.</summary>
    DomainInactive,

    /// <summary>Too many failures of this account from this address.</summary>
    Throttled,

    /// <summary>Too many sign-ins wait for their password check.</summary>
    Busy,

    /// <summary>The account has no keys for the SCRAM mechanism.</summary>
    NoScramKeys,

    /// <summary>The token is not one of the issuer for this server, or no longer good.</summary>
    InvalidToken,

    /// <summary>The client asked to act as another user.</summary>
    OtherIdentity,
}
