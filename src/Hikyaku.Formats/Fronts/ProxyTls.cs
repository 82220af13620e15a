namespace Hikyaku.Formats.Fronts;

/// <summary>TLS between a client and the front, as the front tells it.</summary>
/// <param name="Version">"TLSv1.3"; empty when not told.</param>
/// <param name="Cipher">The cipher suite, or empty.</param>
public sealed record ProxyTls(string Version, string Cipher);
