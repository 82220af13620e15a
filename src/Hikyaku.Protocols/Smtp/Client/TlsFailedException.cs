using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>The TLS handshake failed, so that the connection is of no use, but another one in clear may be.</summary>
internal sealed class TlsFailedException(RemoteConnectionException inner) : Exception(inner.Message, inner)
{
    public SmtpStatus Status => inner.Status.Enhanced == SmtpStatus.BadCertificate.Enhanced
        ? inner.Status
        : SmtpStatus.TlsRequired with { Text = $"TLS failed: {inner.InnerException?.Message ?? inner.Message}" };
}
