using Hikyaku.Mail.Settings;
using Hikyaku.Storage.Journal;
using Hikyaku.Storage.MySql;
using Hikyaku.Storage.Sqlite.Checks;
using Hikyaku.Storage.Sqlite.Directory;
using Hikyaku.Storage.Sqlite.Outgoing;
using Hikyaku.Storage.Sqlite.Queue;
using Hikyaku.Storage.Sqlite.Trace;

using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Storage;

/// <summary>Registers the storage of one data folder behind the contracts of Hikyaku.Mail.</summary>
public static class StorageServices
{
    /// <summary>Adds SQLite, the journal and the message files below <paramref name="dataFolder"/>.</summary>
    /// <param name="services">The collection to add to.</param>
    /// <param name="dataFolder">Path of the data folder; it must exist.</param>
    public static IServiceCollection AddStorage(this IServiceCollection services, string dataFolder)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        services.AddSqliteDirectory(dataFolder);
        services.AddSingleton(_ => new SettingSeal(() => SettingKeyFile.Open(Path.Combine(dataFolder, "keys", "settings.key"))));
        services.AddStoreStorage(dataFolder);
        services.AddSqliteQueue(dataFolder);
        services.AddSqliteChecks(dataFolder);
        services.AddSqliteTrace(dataFolder);
        services.AddSqliteOutgoing(dataFolder);
        services.AddMySqlSource();
        return services;
    }
}
