using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>Registers the outgoing side of SMTP.</summary>
internal static class SmtpClientServices
{
    public static IServiceCollection AddSmtpClient(this IServiceCollection services) =>
        services.AddSingleton(s => new IdleConnections(new SmtpClientLimits(), s.GetRequiredService<TimeProvider>())).AddSingleton<IRemoteMta>(s =>
            new SmtpClient(
                s.GetRequiredService<ServerIdentity>().HostName, new SmtpClientLimits(), s.GetRequiredService<TimeProvider>(), idle: s.GetRequiredService<IdleConnections>(),
                metrics: s.GetRequiredService<MailMetrics>()));
}
