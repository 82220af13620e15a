using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>What is known of the policy of a domain.</summary>
/// <param name="Policy">The policy to obey; null when there is none.</param>
/// <param name="Problem">What went wrong with the newest one, or null.</param>
public sealed record MtaStsResult(MtaStsPolicy? Policy, MtaStsProblem? Problem = null)
{
    /// <summary>The domain has no policy.</summary>
    public static MtaStsResult None { get; } = new(null, null);
}
