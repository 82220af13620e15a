using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Mail.Trace;

/// <summary>Registers the trace of messages.</summary>
internal static class TraceServices
{
    public static IServiceCollection AddTrace(this IServiceCollection services)
    {
        services.AddSingleton<MailMetrics>();
        services.AddSettings(typeof(TraceSettings));
        services.AddSingleton(s =>
        {
            var settings = s.GetRequiredService<Settings.Settings>();
            return new MessageTrace(
                s.GetRequiredService<ITraceStorage>(), () => settings.Get(TraceSettings.KeepDays) > 0, s.GetRequiredService<MailMetrics>(), s.GetRequiredService<TimeProvider>());
        });
        // Before the queue and the others, so that it stops behind them.
        return services.AddSingleton<IServerPart, TraceWriter>();
    }
}
