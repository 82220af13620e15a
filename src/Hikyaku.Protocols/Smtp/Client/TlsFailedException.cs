using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>TLS could not be set up, so that the connection is of no use, but another one in clear may be.</summary>
/// <param name="status">Why, for the queue.</param>
/// <param name="outcome">Why, for reports.</param>
/// <param name="inner">What happened.</param>
internal sealed class TlsFailedException(SmtpStatus status, TlsOutcome outcome, Exception inner) : Exception(status.Text, inner)
{
    public SmtpStatus Status { get; } = status;

    public TlsOutcome Outcome { get; } = outcome;

    /// <summary>The handshake failed by the certificate or otherwise.</summary>
    public static TlsFailedException Of(RemoteConnectionException failure, CertificateVerdict? verdict, TlsOutcome outcome)
    {
        if (verdict is { Failure: { } type })
        {
            return new TlsFailedException(
                SmtpStatus.BadCertificate with { Text = $"{SmtpStatus.BadCertificate.Text}: {verdict.Detail}" }, outcome with { Failure = type, Detail = verdict.Detail }, failure);
        }

        var words = failure.InnerException?.Message ?? failure.Message;
        return new TlsFailedException(
            SmtpStatus.TlsRequired with { Text = $"TLS failed: {words}" }, outcome with { Failure = TlsFailureType.ValidationFailure, Detail = words }, failure);
    }
}
