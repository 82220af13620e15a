using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Delivery.Protection.Reporting;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Storage.Sqlite.Outgoing;

/// <summary>Registers outgoing.db.</summary>
internal static class OutgoingServices
{
    public static IServiceCollection AddSqliteOutgoing(this IServiceCollection services, string dataFolder) =>
        services.AddSingleton(_ => new OutgoingDatabase(Path.Combine(dataFolder, "outgoing.db")))
            .AddSingleton<IPolicyStorage>(s => new SqlitePolicyStorage(s.GetRequiredService<OutgoingDatabase>()))
            .AddSingleton<ITlsReportStorage>(s => new SqliteTlsReportStorage(s.GetRequiredService<OutgoingDatabase>()));
}
