using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>What failed sessions are counted by (RFC 8460 §4.4).</summary>
/// <param name="Type">What went wrong.</param>
/// <param name="Source">The address of this server, or empty.</param>
/// <param name="Host">The MX host, or empty.</param>
/// <param name="Address">Its address, or empty.</param>
/// <param name="Detail">The same in words, or empty.</param>
public sealed record FailureKey(TlsFailureType Type, string Source, string Host, string Address, string Detail);
