using Hikyaku.Mail.Resolving;
using Hikyaku.Protocols.Clamd;
using Hikyaku.Protocols.Connections;
using Hikyaku.Protocols.Dns;
using Hikyaku.Protocols.Https;
using Hikyaku.Protocols.Imap;
using Hikyaku.Protocols.Metrics;
using Hikyaku.Protocols.Milter;
using Hikyaku.Protocols.Pop3;
using Hikyaku.Protocols.Rspamd;
using Hikyaku.Protocols.Smtp;
using Hikyaku.Protocols.Smtp.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Protocols;

/// <summary>Registers the protocol fronts and the outgoing SMTP client.</summary>
public static class ProtocolServices
{
    /// <summary>Adds every front of this assembly.</summary>
    public static IServiceCollection AddProtocols(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddMailConnections();
        services.AddPop3();
        services.AddDns();
        services.AddHttpsClient();
        services.AddImap();
        services.AddSmtp();
        services.AddMilter();
        services.AddRspamd();
        services.AddClamd();
        services.AddMetricsListener();
        services.AddSmtpClient();
        return services;
    }

    /// <summary>A resolver by the settings' defaults, for who must not open their database.</summary>
    public static IDnsResolver UnconfiguredResolver() => DnsServices.Unconfigured();
}
