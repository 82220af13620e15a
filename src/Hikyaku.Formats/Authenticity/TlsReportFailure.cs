namespace Hikyaku.Formats.Authenticity;

/// <summary>Failed sessions of one kind in a report about TLS.</summary>
/// <param name="Type">What went wrong (RFC 8460 §4.3), such as <c>certificate-expired</c>.</param>
/// <param name="Source">The address of the sending server, or empty.</param>
/// <param name="Host">The MX host, or empty.</param>
/// <param name="Address">Its address, or empty.</param>
/// <param name="Sessions">How many they were.</param>
/// <param name="Detail">More words, or empty.</param>
public sealed record TlsReportFailure(string Type, string Source, string Host, string Address, long Sessions, string Detail);
