using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>The connection is of no use any more; the status says why.</summary>
internal sealed class RemoteConnectionException(SmtpStatus status, Exception? inner = null) : Exception(status.Text, inner)
{
    public SmtpStatus Status { get; } = status;
}
