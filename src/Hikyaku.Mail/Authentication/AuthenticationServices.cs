using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Authentication;

/// <summary>Registers this folder.</summary>
internal static class AuthenticationServices
{
    public static void AddAuthentication(this IServiceCollection services)
    {
        services.AddSettings(typeof(SignInSettings));
        services.AddSettings(typeof(OAuthSettings));
        services.AddSingleton<PasswordWorkers>();
        services.AddSingleton(provider => new Authenticator(
            provider.GetRequiredService<Directory.Directory>(),
            provider.GetRequiredService<DirectoryEditor>(),
            provider.GetRequiredService<Settings.Settings>(),
            provider.GetRequiredService<PasswordWorkers>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Authenticator>>(),
            provider.GetRequiredService<MailMetrics>(),
            provider.GetService<IHttpsClient>() is { } https
                ? new TokenIssuer(
                    https, provider.GetRequiredService<Settings.Settings>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TokenIssuer>>())
                : null));
    }
}
