using System.Collections.Immutable;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Trace;

namespace Hikyaku.Mail.Delivery;

/// <summary>Hands a message over to the hosts of a destination: one after the other until one answers.</summary>
public sealed class RemoteDelivery(
    RemoteHosts hosts, RemoteProtection protection, TlsCounts counts, IRemoteMta mta, Func<RemoteRoutes> routes, Func<SourceAddresses> sources, MessageTrace trace, TimeProvider time)
{
    private readonly RemoteFailures _failures = new(time);

    /// <summary>The hosts that did not answer lately.</summary>
    public IReadOnlyList<FailedHost> Failures => _failures.List();

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
        ArgumentNullException.ThrowIfNull(envelope);
        var found = await Find(destination, cancellation);
        var wish = WishOf(envelope, found.Hosts, openMessage);
        counts.Note(found.Domain, found.Hosts, wish);
        var usable = wish switch
        {
            TlsWish.Optional => [.. found.Hosts.All.Select(h => h.WithoutPolicy())],
            TlsWish.Required => [.. found.Hosts.All.Where(h => h is { Obstacle: null, Host.VerifiesCertificate: true })],
            _ => found.Hosts.All.Where(h => h.Obstacle is null).ToImmutableArray(),
        };
        if (usable.IsEmpty)
        {
            var problem = found.Hosts.Problem ?? SmtpStatus.EncryptionNeeded;
            return RemoteOutcome.Of(problem, recipients.Count, isUnreachable: problem.IsTransient);
        }

        if (sources().Find(envelope.MailFrom?.Domain ?? "") is { } source)
        {
            usable = [.. usable.Select(h => source.Reach(h.Host) is { } host ? h with { Host = host } : null).OfType<ProtectedHost>()];
            if (usable.IsEmpty)
            {
                return RemoteOutcome.Of(SmtpStatus.NoSource, recipients.Count, isUnreachable: false);
            }
        }

        return await Try(found.Domain, usable, wish, new RemoteTransaction(usable[0].Host, envelope, recipients, length, openMessage), cancellation);
    }

    private async ValueTask<RemoteOutcome> Try(string? domain, ImmutableArray<ProtectedHost> usable, TlsWish wish, RemoteTransaction transaction, CancellationToken cancellation)
    {
        var last = SmtpStatus.NoConnection;
        var isHopeless = true;
        foreach (var host in _failures.Order(usable))
        {
            var result = await mta.Send(transaction with { Host = host.Host }, cancellation);
            counts.Note(domain, host, result.Tls, wish);
            if (result is RemoteResult.Answered answered)
            {
                _failures.Remove(host.Host.EndPoint);
                return new RemoteOutcome(answered.Recipients, host.Host.ToString(), answered.PassedOnReports, IsUnreachable: false) { Tls = answered.Tls, TakesDeadlines = answered.TakesDeadlines };
            }

            var status = ((RemoteResult.Unreachable)result).Status;
            trace.Unreached(transaction.Envelope, host.Host.ToString(), status);
            last = status with { Text = $"{host.Host}: {status.Text}" };
            if (status.IsTransient && status.Enhanced != SmtpStatus.NoSource.Enhanced)
            {
                _failures.Add(host.Host, status);
            }

            isHopeless &= status.IsPermanent || result.Tls?.Failure is not null;
        }

        // RFC 8689 §4.2.1: where no host can do what the sender requires, the message comes back at once.
        return wish == TlsWish.Required && isHopeless
            ? RemoteOutcome.Of(last.IsPermanent ? last : SmtpStatus.EncryptionNeeded with { Text = last.Text }, transaction.Recipients.Count, isUnreachable: false)
            : RemoteOutcome.Of(last, transaction.Recipients.Count, isUnreachable: true);
    }

    // RFC 8689 §5: a report that requires TLS is not lost where that cannot be. The header field speaks where REQUIRETLS does not (RFC 8689 §4.1). It is looked for only where it changes something.
    private static TlsWish WishOf(Envelope envelope, ProtectedHosts found, Func<Stream> openMessage) =>
        envelope is { Tls: TlsWish.Required, ReversePath: null } ? TlsWish.Usual
        : envelope.Tls != TlsWish.Usual || !found.All.Any(h => h.IsByPolicy) ? envelope.Tls
        : TlsRequiredField.SaysNo(openMessage) ? TlsWish.Optional
        : TlsWish.Usual;

    // Domain: whose policies were asked; null for smart hosts.
    private async ValueTask<(string? Domain, ProtectedHosts Hosts)> Find(string destination, CancellationToken cancellation)
    {
        // What waited for a mailbox here whose domain is no longer here goes where the domain's mail goes.
        if (LocalDestination.DomainOf(destination) is { } formerly)
        {
            destination = routes().DestinationOf(new RoutedMail(formerly, "", null));
        }

        if (routes().OfDestination(destination) is { } route)
        {
            return (null, Unasked(await hosts.OfSmartHosts(route.Hosts, cancellation)));
        }

        if (RemoteRoute.TryParseDestination(destination, out var domain, out var tls))
        {
            return (domain, await OfDomain(domain, tls, cancellation));
        }

        // A destination that was a smart host until a moment ago: the queue gives its entries another one.
        return destination.Contains("://", StringComparison.Ordinal)
            ? (null, Unasked(RemoteHostList.None(SmtpStatus.NoConnection)))
            : (destination, await OfDomain(destination, RemoteTls.Opportunistic, cancellation));
    }

    private async ValueTask<ProtectedHosts> OfDomain(string domain, RemoteTls tls, CancellationToken cancellation)
    {
        var list = await hosts.OfDomain(domain, cancellation);
        if (list.Problem is not null)
        {
            return Unasked(list);
        }

        var wanted = tls == RemoteTls.Opportunistic ? list : list with { Hosts = [.. list.Hosts.Select(host => host with { Tls = tls })] };
        return tls == RemoteTls.Never ? Unasked(wanted) : await protection.Of(domain, wanted, cancellation);
    }

    private static ProtectedHosts Unasked(RemoteHostList list) => new([.. list.Hosts.Select(h => new ProtectedHost(h, TlsPolicy.None, IsForced: true))], list.Problem);
}
