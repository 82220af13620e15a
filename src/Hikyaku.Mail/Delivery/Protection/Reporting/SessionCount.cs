namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>Sessions of a day, a domain and a policy.</summary>
/// <param name="Key">What they are counted by.</param>
/// <param name="Succeeded">Those that were protected as they should be.</param>
/// <param name="Failed">Those that were not.</param>
/// <param name="Failures">The failed ones by their reason; bounded, so that they may be fewer.</param>
public sealed record SessionCount(SessionKey Key, long Succeeded, long Failed, IReadOnlyDictionary<FailureKey, long> Failures);
