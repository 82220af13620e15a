using Hikyaku.Mail.Migration.Vpopmail;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Storage.MySql;

/// <summary>Registers this folder.</summary>
internal static class MySqlServices
{
    public static void AddMySqlSource(this IServiceCollection services) => services.AddSingleton<IVpopmailDatabases>(_ => new MySqlConnections(MySqlConnections.UsualSockets));
}
