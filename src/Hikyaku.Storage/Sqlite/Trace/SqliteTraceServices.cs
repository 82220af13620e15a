using Hikyaku.Mail.Trace;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Storage.Sqlite.Trace;

/// <summary>Registers the folder of the trace.</summary>
internal static class SqliteTraceServices
{
    public static IServiceCollection AddSqliteTrace(this IServiceCollection services, string dataFolder) =>
        services.AddSingleton<ITraceStorage>(_ => new SqliteTraceStorage(Path.Combine(dataFolder, "trace")));
}
