using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;

namespace Hikyaku.Mail.Routing;

/// <summary>
/// The routes that mail really takes: those that were set, and the MX hosts for the domains that this server is a backup of. A smart host for everything would
/// see this server among the MX hosts of such a domain and send its mail back. Beside them stand the ways that administrators chose for waiting mail.
/// </summary>
public sealed class OutgoingRoutes(Settings.Settings settings)
{
    private Merged _merged = new(RemoteRoutes.None, BackupDomains.None, PinnedRoutes.None, RemoteRoutes.None);

    /// <summary>The routes now.</summary>
    public RemoteRoutes Current
    {
        get
        {
            var (routes, backups, pinned) = (settings.Get(QueueSettings.Routes), settings.Get(RoutingSettings.Backups), settings.Get(QueueSettings.Reroutes));
            var merged = Volatile.Read(ref _merged);
            if (!ReferenceEquals(merged.Routes, routes) || !ReferenceEquals(merged.Backups, backups) || !ReferenceEquals(merged.Pinned, pinned))
            {
                merged = new Merged(routes, backups, pinned, routes.WithExchanges(backups.All.Keys).With(pinned));
                Volatile.Write(ref _merged, merged);
            }

            return merged.Result;
        }
    }

    private sealed record Merged(RemoteRoutes Routes, BackupDomains Backups, PinnedRoutes Pinned, RemoteRoutes Result);
}
