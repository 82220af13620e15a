using Hikyaku.Mail.Directory;

namespace Hikyaku.Storage.Sqlite.Directory;

/// <summary>The directory, the settings and the audit records in hikyaku.db. It stands alone, so that each commit is synced.</summary>
internal sealed class SqliteDirectoryStorage : IDirectoryStorage
{
    private static readonly SqliteOptions Options = new("Directory", SqliteSynchronous.Full) { Readers = 8, CacheKibibytes = 8192 };
    private readonly SqliteDatabase _database;
    private readonly Dictionary<string, string> _settings = [];

    public SqliteDirectoryStorage(string path)
    {
        CreateForOwnerOnly(path);
        _database = SqliteDatabase.Open(path, Options);

        // Nobody else has the database yet, so that this completes at once and waits for nothing.
        _database.Read(session => { session.Prepare("Directory/Settings").Each(row => _settings[row.GetString(0)] = row.GetString(1)); return true; }, default)
            .AsTask().GetAwaiter().GetResult();
    }

    public ValueTask<T> Read<T>(Func<IDirectoryReader, T> work, CancellationToken cancellation) =>
        _database.Read(session => work(new SqliteDirectoryReader(session)), cancellation);

    public ValueTask<T> Change<T>(Func<IDirectoryWriter, T> work, CancellationToken cancellation) =>
        _database.Write(session => work(new SqliteDirectoryWriter(session)), cancellation);

    public async ValueTask<IDirectoryStorage> Copy(CancellationToken cancellation) =>
        new SqliteDirectoryCopy(await _database.Read(session => session.Copy(Options.CacheKibibytes), cancellation), _settings);

    public IReadOnlyDictionary<string, string> LoadSettings() => _settings;

    public void Dispose() => _database.Dispose();

    /// <summary>The file holds password hashes; SQLite gives its companions (-wal, -shm) the same mode.</summary>
    private static void CreateForOwnerOnly(string path)
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(path))
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
            new FileStream(path, options).Dispose();
        }
    }
}
