using Hikyaku.Mail.ContentFilters;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Protocols.Rspamd;

internal static class RspamdServices
{
    public static IServiceCollection AddRspamd(this IServiceCollection services) =>
        services.AddSingleton(provider => new FilterKind("rspamd", options => new RspamdFilter(options, provider.GetRequiredService<TimeProvider>())));
}
