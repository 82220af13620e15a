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
        services.AddSingleton<Check>(s => new HeloName(s.GetRequiredService<ServerIdentity>()));
        services.AddSingleton<Check>(s => new ReverseDns(s.GetRequiredService<ClientNames>()));
        services.AddSingleton<Check>(s => new NullMx(s.GetRequiredService<IDnsResolver>()));
        services.AddSingleton<Check>(s => new SenderDomain(s.GetRequiredService<IDnsResolver>()));
        return services.AddSingleton(s => new BorderChecks(
            s.GetServices<Check>(), s.GetRequiredService<Settings.Settings>(), s.GetRequiredService<ClientNames>(), s.GetRequiredService<CheckHits>(), Time(s),
            s.GetRequiredService<ILogger<BorderChecks>>()));
    }

    private static TimeProvider Time(IServiceProvider services) => services.GetRequiredService<TimeProvider>();
}
