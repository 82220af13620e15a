using Hikyaku.Mail.ContentFilters;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Protocols.Clamd;

internal static class ClamdServices
{
    public static IServiceCollection AddClamd(this IServiceCollection services) =>
        services.AddSingleton(provider => new FilterKind("clamd", options => new ClamdFilter(options, provider.GetRequiredService<TimeProvider>())));
}
