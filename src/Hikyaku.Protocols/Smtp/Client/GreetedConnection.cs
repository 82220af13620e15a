using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Metrics;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>A connection that is ready for MAIL.</summary>
internal sealed class GreetedConnection(RemoteHost host, RemoteConnection connection, RemoteExtensions extensions, SmtpClientLimits limits, TimeProvider time, MailMetrics? metrics = null)
    : IAsyncDisposable
{
    private readonly long _opened = time.GetTimestamp();
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);
    private int _messages;

    public RemoteHost Host => host;

    /// <summary>Whether another message may follow.</summary>
    public bool MayGoOn => connection.IsUsable && _messages < Math.Min(limits.Messages, extensions.MaxMessages) && time.GetElapsedTime(_opened) < limits.Age;

    /// <summary>Hands a message over; null when the host wants it on another connection, before it took anything.</summary>
    /// <exception cref="RemoteConnectionException">The connection was lost before the end of the message.</exception>
    public async ValueTask<RemoteResult?> Send(RemoteTransaction transaction, CancellationToken cancellation)
    {
        var tls = connection.Tls with { IsReused = _messages > 0 };
        // RFC 8689 §4.2.1: another host may do better. A report is not lost for it (RFC 8689 §5).
        if (transaction.Envelope is { Tls: TlsWish.Required, ReversePath: not null } && (!extensions.RequireTls || !connection.IsTls))
        {
            return new RemoteResult.Unreachable(SmtpStatus.RequireTlsMissing) { Tls = tls with { Failure = null } };
        }

        var batches = new RecipientBatches(transaction.Recipients, extensions, _domains);
        for (var isFirst = true; isFirst || (!batches.IsOver && MayGoOn); isFirst = false)
        {
            if (batches.Next() is not { Count: > 0 } recipients)
            {
                // RFC 9422 §4.3: other domains need another connection.
                if (isFirst)
                {
                    return null;
                }

                break;
            }

            try
            {
                if (await SendOne(transaction with { Recipients = recipients }, cancellation) is { } answered)
                {
                    batches.Settle(answered.Recipients);
                }
                else if (isFirst)
                {
                    return null;
                }
            }
            catch (RemoteConnectionException e) when (!isFirst)
            {
                // What the transactions before it brought stays true.
                batches.GiveUp(e.Status);
            }
        }

        return new RemoteResult.Answered([.. batches.Results], extensions.Dsn) { Tls = tls, TakesDeadlines = extensions.DeliverBy };
    }

    private async ValueTask<RemoteResult.Answered?> SendOne(RemoteTransaction transaction, CancellationToken cancellation)
    {
        var isFirst = _messages++ == 0;
        var transfer = new SmtpTransaction(connection, extensions, limits, transaction, time);
        var result = await transfer.Run(cancellation);
        if (transfer.IsClosedAtMail && !isFirst)
        {
            return null;
        }

        metrics?.Transmitted(connection.Tls);
        return result;
    }

    /// <summary>Clears what the last message left (RFC 5321 §4.1.1.5); false when the host is gone.</summary>
    public async ValueTask<bool> Reset(CancellationToken cancellation)
    {
        try
        {
            return (await connection.Ask("RSET", limits.Reset, cancellation)).IsPositive;
        }
        catch (RemoteConnectionException)
        {
            return false;
        }
    }

    /// <summary>RFC 5321 §4.1.1.10: said in any case; the outcome does not depend on the answer.</summary>
    public async ValueTask Quit(CancellationToken cancellation)
    {
        try
        {
            await connection.Ask("QUIT", limits.Quit, cancellation);
        }
        catch (Exception e) when (e is RemoteConnectionException or OperationCanceledException)
        {
            // The messages were decided before.
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
