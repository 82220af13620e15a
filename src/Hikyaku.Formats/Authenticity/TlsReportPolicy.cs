using System.Collections.Immutable;

namespace Hikyaku.Formats.Authenticity;

/// <summary>What a report about TLS tells of one policy of a domain.</summary>
/// <param name="Type"><c>tlsa</c>, <c>sts</c> or <c>no-policy-found</c>.</param>
/// <param name="Strings">The policy.</param>
/// <param name="Domain">The domain.</param>
/// <param name="MxHosts">The patterns of MX hosts of an MTA-STS policy.</param>
/// <param name="Succeeded">Sessions that were protected as they should be.</param>
/// <param name="Failed">Sessions that were not.</param>
/// <param name="Failures">Those by their reason.</param>
public sealed record TlsReportPolicy(
    string Type, ImmutableArray<string> Strings, string Domain, ImmutableArray<string> MxHosts, long Succeeded, long Failed, ImmutableArray<TlsReportFailure> Failures);
