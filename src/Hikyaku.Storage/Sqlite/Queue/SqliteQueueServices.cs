using Hikyaku.Mail.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>Registers queue.db.</summary>
internal static class SqliteQueueServices
{
    public static IServiceCollection AddSqliteQueue(this IServiceCollection services, string dataFolder) =>
        services.AddSingleton<IQueueStorage>(_ => new SqliteQueueStorage(Path.Combine(dataFolder, "queue.db")));
}
