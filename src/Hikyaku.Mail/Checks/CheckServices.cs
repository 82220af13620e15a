using System.Net.Sockets;

using Hikyaku.Mail.Checks.Attachments;
using Hikyaku.Mail.Checks.DnsLists;
using Hikyaku.Mail.Checks.Greylisting;
using Hikyaku.Mail.Checks.Loads;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Resolving;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Checks;

/// <summary>Registers the checks of mail from strangers.</summary>
internal static class CheckServices
{
    public static IServiceCollection AddChecks(this IServiceCollection services)
    {
        services.AddSettings(typeof(CheckSettings));
        services.AddSingleton(s => new CheckMemory(s.GetRequiredService<ICheckStorage>(), Time(s), s.GetRequiredService<ILogger<CheckMemory>>()));
        services.AddSingleton<IServerPart>(s => s.GetRequiredService<CheckMemory>());
        services.AddSingleton(s => new CheckHits(s.GetRequiredService<CheckMemory>(), s.GetRequiredService<MailMetrics>(), Time(s)));
        services.AddSingleton(s => new ClientNames(s.GetRequiredService<IDnsResolver>()));
        services.AddSingleton<Check>(_ => new EarlyTalker());
        services.AddSingleton<Check>(_ => new UnaskedCommands());
        services.AddSingleton<Check>(s => new DnsListCheck(s.GetRequiredService<IDnsResolver>(), s.GetRequiredService<ClientNames>(), s.GetRequiredService<Settings.Settings>(), Time(s)));
        services.AddSingleton<Check>(s => new Greylist(s.GetRequiredService<CheckMemory>(), s.GetRequiredService<Settings.Settings>(), Time(s)));
        services.AddSingleton(s => new Correspondents(s.GetRequiredService<CheckMemory>(), s.GetRequiredService<Directory.Directory>()));
        services.AddSingleton<Check>(s => new AttachmentCheck(s.GetRequiredService<Settings.Settings>()));
        services.AddLoads();
        services.AddSingleton<Check>(s => new HeloName(s.GetRequiredService<ServerIdentity>()));
        services.AddSingleton<Check>(s => new ReverseDns(s.GetRequiredService<ClientNames>()));
        services.AddSingleton<Check>(s => new NullMx(s.GetRequiredService<IDnsResolver>()));
        services.AddSingleton<Check>(s => new SenderDomain(s.GetRequiredService<IDnsResolver>()));
        return services.AddSingleton(s => new BorderChecks(
            s.GetServices<Check>(), s.GetRequiredService<Settings.Settings>(), s.GetRequiredService<ClientNames>(), s.GetRequiredService<CheckHits>(), Time(s),
            s.GetRequiredService<ILogger<BorderChecks>>()));
    }

    private static void AddLoads(this IServiceCollection services)
    {
        Load(services, "client-connections", CheckStage.Greeting, Client, (CheckSettings.ClientConnectionRate, CheckSettings.ClientConnections));
        Load(services, "client-load", CheckStage.MailFrom, Client, (CheckSettings.ClientRate, CheckSettings.ClientParallel));
        Load(services, "sender-load", CheckStage.MailFrom, static visit => visit.ReversePath?.Canonical, (CheckSettings.SenderRate, CheckSettings.SenderParallel));
        Load(services, "recipient-load", CheckStage.RcptTo, static visit => visit.Recipient?.Address.Canonical, (CheckSettings.RecipientRate, CheckSettings.RecipientParallel));
        Load(services, "domain-load", CheckStage.RcptTo, static visit => visit.Recipient?.Address.Domain, (CheckSettings.DomainRate, CheckSettings.DomainParallel));
    }

    private static void Load(
        IServiceCollection services, string name, CheckStage stage, Func<BorderVisit, string?> keyOf, (Setting<Rate> Rate, Setting<int> Parallel) limits) =>
        services.AddSingleton<Check>(s => new LoadCheck(name, stage, keyOf, limits, s.GetRequiredService<Settings.Settings>(), Time(s)));

    // Who has IPv6 has at least a /64 to choose from.
    private static string Client(BorderVisit visit) =>
        visit.Address.AddressFamily == AddressFamily.InterNetworkV6 ? Greylist.Network(visit.Address) : visit.Address.ToString();

    private static TimeProvider Time(IServiceProvider services) => services.GetRequiredService<TimeProvider>();
}
