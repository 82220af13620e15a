using Hikyaku.Mail.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Mail.Routing.Srs;

/// <summary>Registers the rewriting of senders.</summary>
internal static class SrsServices
{
    public static IServiceCollection AddSrs(this IServiceCollection services)
    {
        services.AddSettings(typeof(SrsSettings));
        services.AddSingleton<SenderRewriting>();
        services.AddSingleton<SrsPart>();
        return services.AddSingleton<IServerPart>(provider => provider.GetRequiredService<SrsPart>());
    }
}
