using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;

using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Mail.Sharing;

/// <summary>Registers the sharing of mailboxes.</summary>
internal static class SharingServices
{
    public static void AddSharing(this IServiceCollection services)
    {
        services.AddSettings(typeof(SharingSettings));
        services.AddSingleton(provider => new Sharing(
            provider.GetRequiredService<Directory.Directory>(), provider.GetRequiredService<IDirectoryStorage>(), provider.GetRequiredService<Mailstore>(),
            provider.GetRequiredService<Settings.Settings>(), provider.GetRequiredService<TimeProvider>()));
    }
}
