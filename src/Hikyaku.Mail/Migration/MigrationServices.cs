using Hikyaku.Mail.Migration.Vpopmail;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Mail.Migration;

/// <summary>Registers this folder.</summary>
internal static class MigrationServices
{
    public static void AddMigration(this IServiceCollection services) => services.AddSingleton<VpopmailImport>().AddSingleton<VpopmailExport>();
}
