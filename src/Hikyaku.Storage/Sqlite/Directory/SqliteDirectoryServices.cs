using Hikyaku.Mail.Directory;

using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Storage.Sqlite.Directory;

/// <summary>Registers this folder.</summary>
internal static class SqliteDirectoryServices
{
    public static void AddSqliteDirectory(this IServiceCollection services, string dataFolder) =>
        services.AddSingleton<IDirectoryStorage>(_ => new SqliteDirectoryStorage(Path.Combine(dataFolder, "hikyaku.db")));
}
