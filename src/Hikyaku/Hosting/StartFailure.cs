using System.Data.Common;
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
        StoreUnavailableException or DbException => HostingTexts.Get("StoreFailed", exception.Message),
        IOException or UnauthorizedAccessException => HostingTexts.Get("StoreFailed", exception.Message),
        _ => null,
    };
}
