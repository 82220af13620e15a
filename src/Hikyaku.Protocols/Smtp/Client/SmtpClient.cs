using System.Security.Cryptography.X509Certificates;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Metrics;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>The SMTP client: connects, greets, turns to TLS where it can, and hands one message over.</summary>
/// <remarks>Standards: RFC 5321, 1870, 2920, 3207, 3461, 6152, 6531. Limits: <see cref="SmtpClientLimits"/>.</remarks>
internal sealed class SmtpClient(string hostName, SmtpClientLimits limits, TimeProvider time, X509ChainPolicy? trust = null, IdleConnections? idle = null, MailMetrics? metrics = null)
    : IRemoteMta
{
    private const int MostConnections = 10;

    public async ValueTask<RemoteResult> Send(RemoteTransaction transaction, CancellationToken cancellation)
    {
        var result = await SendOnce(transaction, cancellation);
        // RFC 9422 §4: who had no place on a connection goes by the next one.
        for (var connections = 1; connections < MostConnections && Left(result) is { Count: > 0 } left && left.Count < transaction.Recipients.Count; connections++)
        {
            var rest = await SendOnce(transaction with { Recipients = left.ConvertAll(i => transaction.Recipients[i]) }, cancellation);
            if (rest is not RemoteResult.Answered answered || Left(rest).Count == left.Count)
            {
                break;
            }

            var whole = ((RemoteResult.Answered)result).Recipients.ToBuilder();
            left.ForEach(i => whole[i] = answered.Recipients[left.IndexOf(i)]);
            result = (RemoteResult.Answered)result with { Recipients = whole.ToImmutable() };
        }

        return result;
    }

    private static List<int> Left(RemoteResult result) => result is not RemoteResult.Answered answered ? []
        : [.. Enumerable.Range(0, answered.Recipients.Length).Where(i => answered.Recipients[i] is DeliveryResult.Deferred deferred && deferred.Status == SmtpStatus.TooManyForRemote)];

    private async ValueTask<RemoteResult> SendOnce(RemoteTransaction transaction, CancellationToken cancellation)
    {
        if (await Reuse(transaction, cancellation) is { } reused)
        {
            return reused;
        }

        try
        {
            return await Send(transaction, allowTls: transaction.Host.Tls != RemoteTls.Never, cancellation);
        }
        catch (TlsFailedException e) when (transaction.Host.Tls == RemoteTls.Opportunistic)
        {
            // A host whose STARTTLS is broken still gets its mail, as it would without STARTTLS (RFC 7435 §4).
            return await SendInClear(transaction, e.Outcome, cancellation);
        }
        catch (TlsFailedException e)
        {
            return new RemoteResult.Unreachable(e.Status) { Tls = e.Outcome };
        }
        catch (RemoteConnectionException e)
        {
            return new RemoteResult.Unreachable(e.Status);
        }
    }

    private async ValueTask<RemoteResult> SendInClear(RemoteTransaction transaction, TlsOutcome outcome, CancellationToken cancellation)
    {
        try
        {
            return await Send(transaction, allowTls: false, cancellation) with { Tls = outcome };
        }
        catch (RemoteConnectionException e)
        {
            return new RemoteResult.Unreachable(e.Status) { Tls = outcome };
        }
    }

    // Whatever is wrong with a connection that waited, a new one decides.
    private async ValueTask<RemoteResult?> Reuse(RemoteTransaction transaction, CancellationToken cancellation)
    {
        while (idle?.Take(transaction.Host) is { } connection)
        {
            try
            {
                if (await connection.Reset(cancellation) && await connection.Send(transaction, cancellation) is { } result)
                {
                    await Part(connection, cancellation);
                    return result;
                }

                await connection.DisposeAsync();
            }
            catch (RemoteConnectionException)
            {
                await connection.DisposeAsync();
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        return null;
    }

    private async ValueTask<RemoteResult> Send(RemoteTransaction transaction, bool allowTls, CancellationToken cancellation)
    {
        var host = transaction.Host;
        var connection = await RemoteConnection.Open(host, limits, time, cancellation);
        try
        {
            var (extensions, refusal) = await Greet(connection, host, allowTls, cancellation);
            var greeted = new GreetedConnection(host, connection, extensions, limits, time, metrics);
            if (refusal is not null)
            {
                await greeted.Quit(cancellation);
                await greeted.DisposeAsync();
                return new RemoteResult.Unreachable(refusal) { Tls = connection.Tls };
            }

            var result = await greeted.Send(transaction, cancellation);
            await Part(greeted, cancellation);
            return result!;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async ValueTask Part(GreetedConnection connection, CancellationToken cancellation)
    {
        if (connection.MayGoOn && idle?.TryPut(connection) == true)
        {
            return;
        }

        await connection.Quit(cancellation);
        await connection.DisposeAsync();
    }

    private async ValueTask<(RemoteExtensions Extensions, SmtpStatus? Refusal)> Greet(
        RemoteConnection connection, RemoteHost host, bool allowTls, CancellationToken cancellation)
    {
        if (host.IsImplicitTls)
        {
            await connection.StartTls(host, trust, cancellation);
        }

        var greeting = await connection.ReadReply(limits.Greeting, cancellation);
        if (!greeting.IsPositive)
        {
            return (RemoteExtensions.None, Refused(greeting).Status);
        }

        var (extensions, refusal) = await Hello(connection, host, allowTls, cancellation);
        return refusal is null && host.Credentials is { } credentials
            ? (extensions, await RemoteSignIn.Run(connection, extensions, credentials, MayShowPassword(connection, host), limits.Hello, cancellation))
            : (extensions, refusal);
    }

    // A password in clear is for whoever listens: only where the route says that there is no TLS, or on this machine.
    private static bool MayShowPassword(RemoteConnection connection, RemoteHost host) =>
        connection.IsTls || host.Tls == RemoteTls.Never || System.Net.IPAddress.IsLoopback(host.EndPoint.Address);

    private static RemoteResult.Unreachable Refused(Reply reply)
    {
        var status = RemoteStatus.Of(reply);
        // A host that takes no mail at all (554 at connect, 521) may have a neighbour that does; the mail waits.
        return new RemoteResult.Unreachable(status.IsTransient ? status : SmtpStatus.NoConnection with { Text = $"The host refuses the connection: {reply}" });
    }

    private async ValueTask<(RemoteExtensions Extensions, SmtpStatus? Refusal)> Hello(
        RemoteConnection connection, RemoteHost host, bool allowTls, CancellationToken cancellation)
    {
        var (extensions, refusal) = await Hello(connection, host, cancellation);
        if (refusal is not null || connection.IsTls)
        {
            return (extensions, refusal);
        }

        if (extensions.StartTls && allowTls && host.Tls != RemoteTls.Never)
        {
            var reply = await connection.Ask("STARTTLS", limits.Hello, cancellation);
            if (reply.IsPositive)
            {
                await connection.StartTls(host, trust, cancellation);
                // RFC 3207 §4.2: what was known before TLS is forgotten.
                return await Hello(connection, host, cancellation);
            }
        }

        if (allowTls)
        {
            connection.Tls = connection.Tls with { Failure = TlsFailureType.StartTlsNotSupported };
        }

        return (extensions, host.Tls is RemoteTls.Opportunistic or RemoteTls.Never ? null : SmtpStatus.TlsRequired);
    }

    private async ValueTask<(RemoteExtensions Extensions, SmtpStatus? Refusal)> Hello(RemoteConnection connection, RemoteHost host, CancellationToken cancellation)
    {
        var name = host.HelloName ?? hostName;
        var reply = await connection.Ask($"EHLO {name}", limits.Hello, cancellation);
        if (reply.IsPositive)
        {
            return (RemoteExtensions.Read(reply), null);
        }

        // RFC 5321 §3.2: an old server that does not know EHLO is greeted with HELO.
        reply = reply.IsPermanent ? await connection.Ask($"HELO {name}", limits.Hello, cancellation) : reply;
        return (RemoteExtensions.None, reply.IsPositive ? null : Refused(reply).Status);
    }
}
