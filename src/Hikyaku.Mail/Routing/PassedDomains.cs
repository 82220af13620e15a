using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;

namespace Hikyaku.Mail.Routing;

/// <summary>The domains whose mail is taken here and passed on: those that are not live and have an old host, and those that this server is a backup of.</summary>
public sealed class PassedDomains(Directory.Directory directory, Settings.Settings settings)
{
    /// <summary>The domains that this server is a backup of.</summary>
    public BackupDomains Backups => settings.Get(RoutingSettings.Backups);

    /// <summary>Whether mail of a domain of ours goes to its old host, which is what its route names.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="envelope">The envelope.</param>
    public bool HasOldHost(Domain domain, Envelope envelope)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(envelope);
        return domain is { IsLive: false, IsActive: true } && !envelope.EndsHere && settings.Get(QueueSettings.Routes).OfDomain(domain.Name) is not null;
    }

    /// <summary>Whether mail of a domain is delivered here.</summary>
    /// <param name="name">The domain.</param>
    /// <param name="envelope">The envelope.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<bool> IsLocal(string name, Envelope envelope, CancellationToken cancellation) =>
        await directory.FindDomain(name, cancellation) is { } domain && !HasOldHost(domain, envelope);
}
