using Hikyaku.Mail.Changes;
using Hikyaku.Mail.Settings;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Store;

/// <summary>Registers the store.</summary>
internal static class StoreServices
{
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new StoreLimits());
        services.AddSettings(typeof(StoreSettings));
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<Mailstore>();
        services.AddSingleton(provider => new StoreLifetime(
            provider.GetRequiredService<Mailstore>(), provider.GetServices<IJournalReplay>(), provider.GetRequiredService<ILogger<StoreLifetime>>(),
            provider.GetRequiredService<Settings.Settings>));
        services.AddSingleton<StoreCheck>();
        return services;
    }
}
