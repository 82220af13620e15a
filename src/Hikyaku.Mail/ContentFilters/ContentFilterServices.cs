using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.ContentFilters;

internal static class ContentFilterServices
{
    public static IServiceCollection AddContentFilters(this IServiceCollection services)
    {
        services.AddSettings(typeof(ContentFilterSettings));
        return services.AddSingleton(s => new ContentFilters(
            s.GetServices<FilterKind>(),
            s.GetRequiredService<Settings.Settings>(),
            s.GetRequiredService<Mailstore>().CreateMessage,
            s.GetRequiredService<MessageTrace>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<ContentFilters>>()));
    }
}
