using Hikyaku.Mail.Checks;

using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Storage.Sqlite.Checks;

internal static class SqliteCheckServices
{
    public static IServiceCollection AddSqliteChecks(this IServiceCollection services, string dataFolder) =>
        services.AddSingleton<ICheckStorage>(_ => new SqliteCheckStorage(Path.Combine(dataFolder, "checks.db")));
}
