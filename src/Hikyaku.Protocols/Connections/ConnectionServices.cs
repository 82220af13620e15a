using System.Diagnostics.CodeAnalysis;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Protocols.Connections;

/// <summary>Registers the listeners and lets a front register its session.</summary>
public static class ConnectionServices
{
    /// <summary>Makes <typeparamref name="T"/> answer on listeners of the given protocols; its constructor takes services.</summary>
    public static IServiceCollection AddSession<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IServiceCollection services, params ReadOnlySpan<ListenerProtocol> protocols)
        where T : class, ISession
    {
        foreach (var protocol in protocols)
        {
            services.AddSingleton(provider =>
            {
                var create = ActivatorUtilities.CreateFactory<T>([]);
                return new SessionFactory(protocol, () => create(provider, null));
            });
        }

        return services;
    }

    internal static IServiceCollection AddMailConnections(this IServiceCollection services)
    {
        services.AddSettings(typeof(ConnectionSettings));
        services.AddSingleton(s =>
        {
            var settings = s.GetRequiredService<Settings>();
            return new ConnectionTable(() => ConnectionSettings.Read(settings), s.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<MailServer>();
        return services;
    }
}
