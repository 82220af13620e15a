namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>The date that is looked at.</summary>
public enum DateField
{
    /// <summary>When the message came to the server.</summary>
    Internal,

    /// <summary>The Date field.</summary>
    Sent,

    /// <summary>When it came into the mailbox (RFC 8514).</summary>
    Saved,
}
