using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>The connection is of no use any more; the status says why.</summary>
internal sealed class RemoteConnectionException : Exception
{
    public RemoteConnectionException(SmtpStatus status)
        : base(status.Text) => Status = status;

    public RemoteConnectionException(SmtpStatus status, Exception inner)
        : base(status.Text, inner) => Status = status;

    public SmtpStatus Status { get; }
}
