using Hikyaku.Mail.ContentFilters;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Protocols.Milter;

internal static class MilterServices
{
    public static IServiceCollection AddMilter(this IServiceCollection services) => services.AddSingleton(provider => new FilterKind(
        "milter",
        options => new MilterFilter(
            options, provider.GetRequiredService<ServerIdentity>(), provider.GetRequiredService<Mailstore>().CreateMessage, provider.GetRequiredService<TimeProvider>())));
}
