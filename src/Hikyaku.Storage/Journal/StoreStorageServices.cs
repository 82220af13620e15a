using Hikyaku.Mail.Store;
using Hikyaku.Storage.Blobs;
using Hikyaku.Storage.Sqlite.Accounts;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hikyaku.Storage.Journal;

/// <summary>Registers the journal, the message files and the databases of accounts.</summary>
internal static class StoreStorageServices
{
    public static IServiceCollection AddStoreStorage(this IServiceCollection services, string dataFolder)
    {
        services.AddSingleton(new DataFolder(dataFolder));
        services.TryAddSingleton(new JournalOptions());
        services.AddSingleton<DiskRoom>();
        services.AddSingleton<SegmentFiles>();
        services.AddSingleton<RedoLog>();
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<RedoLog>());
        services.AddSingleton<MessageFiles>();
        services.AddSingleton<IBlobStore>(provider => provider.GetRequiredService<MessageFiles>());
        services.AddSingleton<LateDatabases>();
        services.AddSingleton<AccountStorage>();
        services.AddSingleton<IAccountStorage>(provider => provider.GetRequiredService<AccountStorage>());
        services.AddSingleton<Volume>();
        services.AddSingleton<IVolume>(provider => provider.GetRequiredService<Volume>());
        return services;
    }
}
