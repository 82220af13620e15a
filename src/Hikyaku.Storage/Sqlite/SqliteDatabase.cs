using System.Collections.Concurrent;

using Hikyaku.Mail.Store;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite;

/// <summary>
/// One SQLite file in WAL mode: one writing connection used by one unit of work at a time, and pooled readers that see the last commit.
/// The work runs on the caller's thread; with <see cref="SqliteSynchronous.Full"/> it runs on a thread of its own, since its commit waits for the disk.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private readonly string _path;
    private readonly SqliteOptions _options;
    private readonly SqliteSession _writer;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading;
    private readonly ConcurrentBag<SqliteSession> _readers = [];

    static SqliteDatabase() => SQLitePCL.Batteries_V2.Init();

    private SqliteDatabase(string path, SqliteOptions options, SqliteSession writer)
    {
        (_path, _options, _writer) = (path, options, writer);
        _reading = new SemaphoreSlim(options.Readers, options.Readers);
    }

    /// <summary>Opens or creates the file and brings its schema up to date.</summary>
    /// <exception cref="DataFolderTooNewException">The file was made by a newer version.</exception>
    /// <exception cref="DatabaseDamagedException">The file is damaged.</exception>
    public static SqliteDatabase Open(string path, SqliteOptions options)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            return new SqliteDatabase(path, options, new SqliteSession(ConnectUpToDate(path, options)));
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw new DatabaseDamagedException(path, exception);
        }
    }

    /// <summary>Runs the work in one transaction; an exception from it rolls everything back.</summary>
    public ValueTask<T> Write<T>(Func<SqliteSession, T> work, CancellationToken cancellation) => Write(work, durable: false, cancellation);

    /// <summary>Runs the work in one transaction, which is on stable storage when this returns if <paramref name="durable"/> says so.</summary>
    public async ValueTask<T> Write<T>(Func<SqliteSession, T> work, bool durable, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            return durable || _options.Synchronous == SqliteSynchronous.Full
                ? await Task.Factory.StartNew(() => TransactDurably(work), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                : _writer.Transact(work);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs the work in one transaction; an exception from it rolls everything back.</summary>
    public async ValueTask Write(Action<SqliteSession> work, CancellationToken cancellation) =>
        await Write(session => { work(session); return true; }, cancellation);

    /// <summary>Runs the work on a reading connection, in one snapshot.</summary>
    public async ValueTask<T> Read<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (!_readers.TryTake(out var session))
            {
                session = new SqliteSession(Connect(_path, _options, SqliteOpenMode.ReadWrite));
            }

            return ReadWith(session, work);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>A connection of its own to a file whose schema is up to date, for a thread that may wait; the caller closes it.</summary>
    public static SqliteSession OpenSession(string path, SqliteOptions options) => new(Connect(path, options, SqliteOpenMode.ReadWrite));

    /// <summary>Moves the WAL into the file, as far as readers allow.</summary>
    public async ValueTask Checkpoint(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            _writer.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer.Dispose();
        _writing.Dispose();
        _reading.Dispose();
    }

    private static SqliteConnection ConnectUpToDate(string path, SqliteOptions options)
    {
        var connection = Connect(path, options, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Migrations.Apply(connection, options.Schema);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connect(string path, SqliteOptions options, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, ForeignKeys = true, DefaultTimeout = 10 };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            var synchronous = options.Synchronous == SqliteSynchronous.Full ? "FULL" : "NORMAL";
            var autoCheckpoint = options.AutoCheckpoint ? 1000 : 0;
#pragma warning disable CA2100 // Numbers and constants only.
            command.CommandText = $"""
                PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous};
                PRAGMA wal_autocheckpoint = {autoCheckpoint}; PRAGMA cache_size = -{options.CacheKibibytes}; PRAGMA temp_store = MEMORY;
                PRAGMA journal_size_limit = 1048576;
                """;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private T TransactDurably<T>(Func<SqliteSession, T> work)
    {
        if (_options.Synchronous == SqliteSynchronous.Full)
        {
            return _writer.Transact(work);
        }

        _writer.Run("PRAGMA synchronous = FULL");
        try
        {
            return _writer.Transact(work);
        }
        finally
        {
            _writer.Run("PRAGMA synchronous = NORMAL");
        }
    }

    private T ReadWith<T>(SqliteSession session, Func<SqliteSession, T> work)
    {
        try
        {
            session.Run("BEGIN");
            var result = work(session);
            session.Run("COMMIT");
            _readers.Add(session);
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
