namespace Hikyaku.Storage.Sqlite;

/// <summary>How a database file is opened.</summary>
/// <param name="Schema">The folder below Sqlite/Migrations that holds its schema.</param>
/// <param name="Synchronous">How far a commit reaches.</param>
internal sealed record SqliteOptions(string Schema, SqliteSynchronous Synchronous)
{
    /// <summary>How many reading connections may be open at once.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>The page cache of each connection, in KiB.</summary>
    public int CacheKibibytes { get; init; } = 2048;

    /// <summary>Whether SQLite itself moves the WAL into the file now and then; without it someone calls <see cref="SqliteDatabase.Checkpoint"/>.</summary>
    public bool AutoCheckpoint { get; init; } = true;
}
