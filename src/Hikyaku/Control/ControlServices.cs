using Hikyaku.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Control;

/// <summary>Registers this folder.</summary>
internal static class ControlServices
{
    public static IServiceCollection AddControl(this IServiceCollection services) => services.AddSingleton<IServerPart, ControlServer>();
}
