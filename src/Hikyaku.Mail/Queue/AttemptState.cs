using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Queue;

/// <summary>What was tried for one recipient, and when it is tried next.</summary>
/// <param name="Count">Attempts so far.</param>
/// <param name="Next">When the next one is due.</param>
/// <param name="IsWarned">Whether the sender was told of the delay, or need not be.</param>
/// <param name="Status">The outcome of the last attempt.</param>
/// <param name="Remote">The host that gave it, or null when none answered.</param>
/// <param name="Last">When the last attempt ended.</param>
public sealed record AttemptState(
    int Count, DateTimeOffset Next, bool IsWarned = false, SmtpStatus? Status = null, string? Remote = null, DateTimeOffset? Last = null)
{
    /// <summary>Why it waits since the last attempt.</summary>
    public RetryClass Class { get; init; }

    /// <summary>How many attempts in a row ended so: what waited for an unreachable host is not late for its greylisting.</summary>
    public int InRow { get; init; }
}
