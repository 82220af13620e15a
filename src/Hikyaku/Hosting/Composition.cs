using Hikyaku.Mail;
using Hikyaku.Protocols;
using Hikyaku.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Hosting;

/// <summary>Puts the parts together, for the server and for commands that open the data folder themselves.</summary>
internal static class Composition
{
    /// <summary>Every service of a data folder; the folder must exist.</summary>
    /// <param name="services">The collection to add to; what is in it already, wins.</param>
    /// <param name="configuration">Host name and data folder.</param>
    public static IServiceCollection AddHikyaku(this IServiceCollection services, Configuration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(configuration);
        services.AddSingleton(configuration.Identity);
        services.AddMail();
        services.AddStorage(configuration.DataFolder);
        services.AddProtocols();
        return services;
    }

    /// <summary>Logs to a writer, one line for each event.</summary>
    public static IServiceCollection AddConsoleLog(this IServiceCollection services, TextWriter output, bool verbose) =>
        services.AddLogging(logging => logging
            .SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .Services.AddSingleton<ILoggerProvider>(provider => new ConsoleLog(output, provider.GetRequiredService<TimeProvider>())));
}
