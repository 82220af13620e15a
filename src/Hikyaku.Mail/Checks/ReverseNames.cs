using System.Collections.Immutable;

namespace Hikyaku.Mail.Checks;

/// <summary>What the DNS says of the client's address (RFC 8601 §2.7.3).</summary>
/// <param name="Result">How the look-up ended.</param>
/// <param name="Confirmed">The host names that lead back to the address.</param>
public sealed record ReverseNames(IprevResult Result, ImmutableArray<string> Confirmed);
