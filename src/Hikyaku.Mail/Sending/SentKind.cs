namespace Hikyaku.Mail.Sending;

/// <summary>What is counted of an account that sends.</summary>
public enum SentKind
{
    /// <summary>Messages.</summary>
    Messages,

    /// <summary>Recipients.</summary>
    Recipients,

    /// <summary>Recipients on other servers that the account never wrote to before.</summary>
    NewRecipients,

    /// <summary>Recipients that were refused for good, here or by another server.</summary>
    Refusals,

    /// <summary>Networks that the account never sent from before.</summary>
    NewNetworks,
}
