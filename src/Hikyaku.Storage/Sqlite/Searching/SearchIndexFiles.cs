using Hikyaku.Mail.Searching.Indexing;
using Hikyaku.Mail.Store;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Searching;

/// <summary>The files search.db beside mail.db.</summary>
internal static class SearchIndexFiles
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    /// <summary>Opens the index in an account's folder; null when there is none and none shall be made.</summary>
    /// <exception cref="StoreUnavailableException">It can not be opened.</exception>
    public static ISearchIndex? Open(string folder, bool create)
    {
        var path = Path.Combine(folder, "search.db");
        try
        {
            return create || File.Exists(path) ? new SearchIndex(SqliteDatabase.Open(path, SearchIndex.Options)) : null;
        }
        catch (DataFolderTooNewException)
        {
            // A newer version made it: this one searches without it.
            return null;
        }
        catch (Exception exception) when (exception is DatabaseDamagedException or InvalidDataException)
        {
            throw new StoreUnavailableException($"{path} is damaged: {exception.Message}", exception) { IsDamaged = true };
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{path} can not be opened: {exception.Message}", exception);
        }
    }

    /// <summary>Removes it; whoever has it open keeps what they see.</summary>
    public static void Remove(string folder)
    {
        foreach (var suffix in Suffixes)
        {
            File.Delete(Path.Combine(folder, "search.db" + suffix));
        }
    }
}
