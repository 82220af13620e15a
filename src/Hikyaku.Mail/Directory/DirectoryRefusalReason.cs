namespace Hikyaku.Mail.Directory;

/// <summary>Why a change is refused; the names are the keys of the texts.</summary>
public enum DirectoryRefusalReason
{
    /// <summary>The text is no domain name.</summary>
    BadDomain,

    /// <summary>The domain is not in the directory.</summary>
    UnknownDomain,

    /// <summary>The domain, or an alias domain of that name, exists.</summary>
    DuplicateDomain,

    /// <summary>The domain still holds accounts.</summary>
    DomainNotEmpty,

    /// <summary>The text is no address that can be given here.</summary>
    BadAddress,

    /// <summary>Something has the address.</summary>
    DuplicateAddress,

    /// <summary>There is no such account.</summary>
    UnknownAccount,

    /// <summary>There is no such alias.</summary>
    UnknownAlias,

    /// <summary>A target lies in a domain of this server and nothing has it.</summary>
    UnknownTarget,

    /// <summary>A target is no address.</summary>
    BadTarget,

    /// <summary>An alias or forward has too many targets.</summary>
    TooManyTargets,

    /// <summary>A target is the address itself.</summary>
    SelfReference,

    /// <summary>Targets lead back to the address.</summary>
    AliasLoop,

    /// <summary>The domain holds as much as its limits allow.</summary>
    OverLimit,

    /// <summary>The domain limits the sum of quotas, so that each account needs one.</summary>
    QuotaRequired,

    /// <summary>A quota is negative.</summary>
    BadQuota,

    /// <summary>A name shown to people is too long or has control characters.</summary>
    BadName,

    /// <summary>A language is not available.</summary>
    BadLanguage,

    /// <summary>The sub-address separator cannot be used.</summary>
    BadSeparator,

    /// <summary>The password is too short.</summary>
    PasswordTooShort,

    /// <summary>The password is too long or cannot be typed in a client.</summary>
    BadPassword,

    /// <summary>The owner may not set the password.</summary>
    PasswordNotYours,

    /// <summary>The actor may not do this.</summary>
    NotPermitted,

    /// <summary>The account has the right.</summary>
    AlreadyGranted,

    /// <summary>The account does not have the right.</summary>
    NotGranted,

    /// <summary>The server would be left without administrator.</summary>
    LastAdministrator,

    /// <summary>There is no such list.</summary>
    UnknownMailingList,

    /// <summary>There is no such autoresponder.</summary>
    UnknownAutoresponder,

    /// <summary>A text is larger than what is kept.</summary>
    TooLarge,

    /// <summary>The options of a list are no JSON object.</summary>
    BadListOptions,

    /// <summary>The password changed in the meantime.</summary>
    HashChanged,

    /// <summary>There is no such setting.</summary>
    UnknownSetting,

    /// <summary>A setting does not allow the value.</summary>
    BadSettingValue,
}
