namespace Hikyaku.Mail.Checks;

/// <summary>What follows when a check finds something.</summary>
public enum CheckAction
{
    /// <summary>The check is not asked.</summary>
    Off,

    /// <summary>It is counted.</summary>
    Count,

    /// <summary>Its weight is added to the score of the message.</summary>
    Score,

    /// <summary>The message is marked as junk.</summary>
    Tag,

    /// <summary>The client waits for the answer to its first recipient.</summary>
    Delay,

    /// <summary>The client is to try again later.</summary>
    Defer,

    /// <summary>The mail is refused for good.</summary>
    Refuse,
}
