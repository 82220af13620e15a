using Hikyaku.Mail.Settings;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Directory;

/// <summary>Registers this folder and the settings.</summary>
internal static class DirectoryServices
{
    public static void AddDirectory(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings(typeof(DirectorySettings));
        services.AddSingleton(provider => new Settings.Settings(
            provider.GetServices<SettingGroup>(), provider.GetRequiredService<IDirectoryStorage>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<SettingSeal>()));
        services.AddSingleton<IServerPart, SettingSealing>();
        services.AddSingleton<DirectoryCache>();
        services.AddSingleton<NewPassword>();
        services.AddSingleton(provider => new SignInLog(
            provider.GetRequiredService<IDirectoryStorage>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SignInLog>>()));
        services.AddSingleton(provider => new Directory(
            provider.GetRequiredService<IDirectoryStorage>(), provider.GetRequiredService<DirectoryCache>(), provider.GetRequiredService<Settings.Settings>()));
        services.AddSingleton(provider => new DirectoryEditor(
            provider.GetRequiredService<IDirectoryStorage>(),
            provider.GetRequiredService<DirectoryCache>(),
            provider.GetRequiredService<NewPassword>(),
            provider.GetRequiredService<SignInLog>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
