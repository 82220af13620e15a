namespace Hikyaku.Mail.Searching;

/// <summary>What is known of a condition.</summary>
internal enum Verdict
{
    /// <summary>It does not hold.</summary>
    No,

    /// <summary>It holds.</summary>
    Yes,

    /// <summary>More of the message must be read.</summary>
    Open,
}
