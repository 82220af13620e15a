using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Sending;

/// <summary>Registers the limits of mail that users send.</summary>
internal static class SendingServices
{
    public static IServiceCollection AddSending(this IServiceCollection services)
    {
        services.AddSettings(typeof(SendingSettings));
        services.AddSingleton(s => new SendingHistory(s.GetRequiredService<CheckMemory>(), Time(s)));
        services.AddSingleton(s => new HeldAccounts(s.GetRequiredService<CheckMemory>(), s.GetRequiredService<MailMetrics>(), Time(s)));
        services.AddSingleton<IServerPart>(s => s.GetRequiredService<HeldAccounts>());
        services.AddSingleton(s => new HoldNotice(
            s.GetRequiredService<ServerIdentity>().HostName, s.GetRequiredService<Directory.Directory>(), s.GetRequiredService<Mailstore>(),
            s.GetRequiredService<Delivery.Delivery>(), Time(s), s.GetRequiredService<ILogger<HoldNotice>>()));
        return services.AddSingleton(s => new SendingWatch(
            s.GetRequiredService<SendingHistory>(), s.GetRequiredService<HeldAccounts>(), s.GetRequiredService<HoldNotice>(), s.GetRequiredService<Queue.Queue>(),
            s.GetRequiredService<Directory.Directory>(), s.GetRequiredService<Settings.Settings>(), Audit(s), s.GetRequiredService<ILogger<SendingWatch>>()));
    }

    private static Func<AuditRecord, CancellationToken, ValueTask> Audit(IServiceProvider services)
    {
        var (storage, time) = (services.GetRequiredService<IDirectoryStorage>(), Time(services));
        return async (record, cancellation) => await storage.Change(
            writer =>
            {
                writer.AddAuditRecord(record with { At = time.GetUtcNow() });
                return true;
            },
            cancellation);
    }

    private static TimeProvider Time(IServiceProvider services) => services.GetRequiredService<TimeProvider>();
}
