namespace Hikyaku.Mail.Changes;

/// <summary>What someone who follows an account wants to know.</summary>
[Flags]
public enum ChangeKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>That messages of a mailbox came or went.</summary>
    Messages = 1,

    /// <summary>That messages of a mailbox got other flags.</summary>
    Flags = 16,

    /// <summary>That mailboxes were made, renamed or removed.</summary>
    Names = 2,

    /// <summary>That names were subscribed or no longer are.</summary>
    Subscriptions = 4,

    /// <summary>That annotations got other values.</summary>
    Annotations = 8,
}
