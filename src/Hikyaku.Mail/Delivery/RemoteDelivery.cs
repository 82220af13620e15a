using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Trace;

namespace Hikyaku.Mail.Delivery;

/// <summary>Hands a message over to the hosts of a destination: one after the other until one answers.</summary>
public sealed class RemoteDelivery(RemoteHosts hosts, RemoteProtection protection, IRemoteMta mta, Func<RemoteRoutes> routes, MessageTrace trace, TimeProvider time)
{
    private readonly RemoteFailures _failures = new(time);

    /// <summary>Tries to deliver. Every recipient has the given destination.</summary>
    /// <param name="destination">A domain, an address literal, or the destination of a smart host.</param>
    /// <param name="envelope">The envelope.</param>
    /// <param name="recipients">The recipients.</param>
    /// <param name="length">The octets of the message.</param>
    /// <param name="openMessage">Opens the octets to send.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async ValueTask<RemoteOutcome> Deliver(
        string destination, Envelope envelope, IReadOnlyList<RemoteRecipient> recipients, long length, Func<Stream> openMessage, CancellationToken cancellation)
    {
        var list = await Find(destination, cancellation);
        if (list.Problem is { } problem)
        {
            return RemoteOutcome.Of(problem, recipients.Count, isUnreachable: problem.IsTransient);
        }

        var last = SmtpStatus.NoConnection;
        foreach (var host in _failures.Order(list.Hosts))
        {
            var result = await mta.Send(new RemoteTransaction(host, envelope, recipients, length, openMessage), cancellation);
            if (result is RemoteResult.Answered answered)
            {
                _failures.Remove(host.EndPoint);
                return new RemoteOutcome(answered.Recipients, host.ToString(), answered.PassedOnReports, IsUnreachable: false) { Tls = answered.Tls };
            }

            _failures.Add(host.EndPoint);
            var status = ((RemoteResult.Unreachable)result).Status;
            trace.Unreached(envelope, host.ToString(), status);
            last = status with { Text = $"{host}: {status.Text}" };
        }

        return RemoteOutcome.Of(last, recipients.Count, isUnreachable: true);
    }

    private ValueTask<RemoteHostList> Find(string destination, CancellationToken cancellation)
    {
        if (routes().OfDestination(destination) is { } route)
        {
            return hosts.OfSmartHosts(route.Hosts, cancellation);
        }

        if (RemoteRoute.TryParseDestination(destination, out var domain, out var tls))
        {
            return OfDomain(domain, tls, cancellation);
        }

        // A destination that was a smart host until a moment ago: the queue gives its entries another one.
        return destination.Contains("://", StringComparison.Ordinal)
            ? ValueTask.FromResult(RemoteHostList.None(SmtpStatus.NoConnection))
            : OfDomain(destination, RemoteTls.Opportunistic, cancellation);
    }

    private async ValueTask<RemoteHostList> OfDomain(string domain, RemoteTls tls, CancellationToken cancellation)
    {
        var list = await hosts.OfDomain(domain, cancellation);
        if (list.Problem is not null)
        {
            return list;
        }

        var wanted = tls == RemoteTls.Opportunistic ? list : list with { Hosts = [.. list.Hosts.Select(host => host with { Tls = tls })] };
        if (tls == RemoteTls.Never)
        {
            return wanted;
        }

        var protectedHosts = await protection.Of(domain, wanted, cancellation);
        return new RemoteHostList([.. protectedHosts.Hosts], protectedHosts.Problem);
    }
}
