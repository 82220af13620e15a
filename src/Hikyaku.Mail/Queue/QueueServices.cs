using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Reports;
using Hikyaku.Mail.Resolving;
using Hikyaku.Mail.Routing;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Queue;

/// <summary>Registers the queue, remote delivery and reports.</summary>
internal static class QueueServices
{
    public static IServiceCollection AddQueue(this IServiceCollection services)
    {
        services.AddSettings(typeof(QueueSettings));
        services.AddSettings(typeof(ReportSettings));
        services.AddSingleton(s => new Queue(
            s.GetRequiredService<IQueueStorage>(), s.GetRequiredService<IJournal>(), s.GetRequiredService<IBlobStore>(), Routes(s), Trace(s), Time(s)));
        services.AddSingleton<IJournalReplay>(s => new QueueReplay(
            s.GetRequiredService<Queue>(), s.GetRequiredService<IQueueStorage>(), s.GetRequiredService<IBlobStore>()));
        services.AddSingleton(s => OwnAddresses.OfMachine(HostName(s), () => s.GetRequiredService<Settings.Settings>().Get(RoutingSettings.OwnAddresses)));
        services.AddSingleton(s => new RemoteHosts(
            s.GetRequiredService<IDnsResolver>(),
            s.GetRequiredService<OwnAddresses>(),
            () => s.GetRequiredService<Settings.Settings>().Get(QueueSettings.Port),
            domain => s.GetRequiredService<PassedDomains>().Backups.Contains(domain)));
        services.AddSingleton(s => new RemoteDelivery(
            s.GetRequiredService<RemoteHosts>(), s.GetRequiredService<RemoteProtection>(), s.GetRequiredService<TlsCounts>(), s.GetRequiredService<IRemoteMta>(), Routes(s), Sources(s), Trace(s), Time(s)));
        services.AddSingleton(s => new DeliveryReports(
            HostName(s),
            s.GetRequiredService<IBlobStore>(),
            s.GetRequiredService<Mailstore>().CreateMessage,
            Reports(s),
            Trace(s),
            Time(s),
            s.GetRequiredService<ILogger<DeliveryReports>>(),
            new ReportReader(s.GetRequiredService<Directory.Directory>(), s.GetRequiredService<Settings.Settings>())));
        services.AddSingleton(s => new LocalHandOver(
            s.GetRequiredService<Queue>(),
            s.GetRequiredService<IBlobStore>(),
            s.GetRequiredService<Mailstore>().CreateMessage,
            s.GetRequiredService<PassedDomains>().IsLocal,
            (envelope, recipient, content, change, cancellation) =>
                s.GetRequiredService<Delivery.Delivery>().HandOver(envelope, recipient, content, change, cancellation),
            Time(s)));
        services.AddSingleton<IServerPart, QueuePart>();
        services.AddSingleton(s => new QueueAttempt(
            s.GetRequiredService<Queue>(),
            s.GetRequiredService<IQueueStorage>(),
            s.GetRequiredService<IBlobStore>(),
            s.GetRequiredService<RemoteDelivery>(),
            s.GetRequiredService<LocalHandOver>(),
            s.GetRequiredService<DeliveryReports>(),
            Trace(s),
            Policy(s),
            Time(s),
            s.GetRequiredService<ILogger<QueueAttempt>>()));
        return services.AddSingleton(s => new QueueRunner(
            s.GetRequiredService<Queue>(),
            s.GetRequiredService<IQueueStorage>(),
            s.GetRequiredService<QueueAttempt>(),
            Policy(s),
            Time(s),
            s.GetRequiredService<ILogger<QueueRunner>>()));
    }

    // Delivery needs the queue, and the queue delivers reports: the second one is looked up when it is first used.
    private static ReportSender Reports(IServiceProvider services) => (envelope, recipient, content, also, cancellation) =>
        services.GetRequiredService<ReportSender>()(envelope, recipient, content, also, cancellation);

    private static MessageTrace Trace(IServiceProvider services) => services.GetRequiredService<MessageTrace>();

    private static TimeProvider Time(IServiceProvider services) => services.GetRequiredService<TimeProvider>();

    private static string HostName(IServiceProvider services) => services.GetRequiredService<ServerIdentity>().HostName;

    private static Func<SourceAddresses> Sources(IServiceProvider services)
    {
        var settings = services.GetRequiredService<Settings.Settings>();
        return () => settings.Get(QueueSettings.Sources);
    }

    private static Func<RemoteRoutes> Routes(IServiceProvider services)
    {
        var routes = services.GetRequiredService<OutgoingRoutes>();
        return () => routes.Current;
    }

    private static Func<QueuePolicy> Policy(IServiceProvider services)
    {
        var settings = services.GetRequiredService<Settings.Settings>();
        return () => QueueSettings.Policy(settings);
    }
}
