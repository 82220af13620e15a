using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>What a certificate proves.</summary>
/// <param name="Proof">How the host proves who it is.</param>
/// <param name="Failure">What is wrong, or null.</param>
/// <param name="Detail">The same in words.</param>
internal sealed record CertificateVerdict(TlsProof Proof, TlsFailureType? Failure, string? Detail);
