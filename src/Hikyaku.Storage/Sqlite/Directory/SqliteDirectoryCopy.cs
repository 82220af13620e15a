using Hikyaku.Mail.Directory;

namespace Hikyaku.Storage.Sqlite.Directory;

/// <summary>A copy of the directory on one connection, which readers and writers take in turn.</summary>
internal sealed class SqliteDirectoryCopy(SqliteSession session, IReadOnlyDictionary<string, string> settings) : IDirectoryStorage
{
    private readonly SemaphoreSlim _free = new(1, 1);

    public ValueTask<T> Read<T>(Func<IDirectoryReader, T> work, CancellationToken cancellation) =>
        Use(() => work(new SqliteDirectoryReader(session)), cancellation);

    public ValueTask<T> Change<T>(Func<IDirectoryWriter, T> work, CancellationToken cancellation) =>
        Use(() => session.Transact(open => work(new SqliteDirectoryWriter(open))), cancellation);

    public ValueTask<IDirectoryStorage> Copy(CancellationToken cancellation) =>
        Use<IDirectoryStorage>(() => new SqliteDirectoryCopy(session.Copy(cacheKibibytes: 8192), settings), cancellation);

    public IReadOnlyDictionary<string, string> LoadSettings() => settings;

    public void Dispose()
    {
        session.Dispose();
        _free.Dispose();
    }

    private async ValueTask<T> Use<T>(Func<T> work, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            return work();
        }
        finally
        {
            _free.Release();
        }
    }
}
