using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Mail.Settings;

/// <summary>Makes the settings of an area known.</summary>
public static class SettingServices
{
    /// <summary>
    /// Adds every static field of type <see cref="Setting"/> that the class declares.
    /// Their descriptions are in the .resx pair of the class (SmtpSettings.resx beside SmtpSettings.cs), with the keys of the settings as names.
    /// </summary>
    public static IServiceCollection AddSettings(this IServiceCollection services, Type declaring) =>
        services.AddSingleton(SettingGroup.Of(declaring));
}
