using System.Data.Common;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;

namespace Hikyaku.Hosting;

/// <summary>Says in one sentence why a data folder cannot be opened and what to do; null for what only a programmer can mend.</summary>
internal static class StartFailure
{
    public static string? Text(Exception exception) => exception switch
    {
        DataFolderTooNewException newer => HostingTexts.Get("FolderTooNew", newer.File, newer.Found, newer.Known),
        DataFolderInUseException used => HostingTexts.Get("FolderUsed", used.Folder, used.ProcessId),
        DatabaseDamagedException damaged => HostingTexts.Get("DatabaseDamaged", damaged.File),
        SettingSealedException setting => HostingTexts.Get("SettingSealed", setting.Name),
        DbException damaged when IsDamage(damaged) => HostingTexts.Get("SomeDatabaseDamaged", damaged.Message),
        StoreUnavailableException or DbException => HostingTexts.Get("StoreFailed", exception.Message),
        IOException or UnauthorizedAccessException => HostingTexts.Get("StoreFailed", exception.Message),
        _ => null,
    };

    // SQLITE_CORRUPT and SQLITE_NOTADB, found only while a row was read; the driver is not known here.
    private static bool IsDamage(DbException exception) =>
        exception.Message.StartsWith("SQLite Error 11:", StringComparison.Ordinal) || exception.Message.StartsWith("SQLite Error 26:", StringComparison.Ordinal);
}
