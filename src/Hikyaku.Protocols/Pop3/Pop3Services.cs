using Hikyaku.Mail.Settings;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Protocols.Pop3;

/// <summary>Registers this folder.</summary>
internal static class Pop3Services
{
    public static void AddPop3(this IServiceCollection services)
    {
        services.AddSettings(typeof(Pop3Settings));
        services.AddSingleton<Pop3SignInTimes>();
        services.AddSession<Pop3Session>(ListenerProtocol.Pop3, ListenerProtocol.Pop3s);
    }
}
