using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite;

/// <summary>One connection with its prepared statements; used by one caller at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    /// <summary>Whether a transaction is open; SQLite itself rolls one back on a full disk.</summary>
    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>The statement of Sqlite/Sql/{name}.sql, prepared once for this connection, with no values bound.</summary>
    public SqliteStatement Prepare(string name)
    {
        if (!_statements.TryGetValue(name, out var statement))
        {
            statement = new SqliteStatement(connection, SqlText.Query(name));
            _statements.Add(name, statement);
        }

        statement.Reset();
        return statement;
    }

    /// <summary>Runs a constant text such as BEGIN or a pragma; never text that holds a value.</summary>
    public void Run(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement(connection, sql);
            _statements.Add(sql, statement);
        }

        statement.Execute();
    }

    /// <summary>Runs the work in one transaction; an exception from it rolls everything back.</summary>
    public T Transact<T>(Func<SqliteSession, T> work)
    {
        Run("BEGIN IMMEDIATE");
        try
        {
            var result = work(this);
            Run("COMMIT");
            return result;
        }
        catch
        {
            if (InTransaction)
            {
                Run("ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>A copy of the database that has no name: small ones stay in memory, and the system removes the file of a large one with the connection.</summary>
    public SqliteSession Copy(int cacheKibibytes)
    {
        var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = "", Pooling = false, ForeignKeys = true }.ToString());
        try
        {
            copy.Open();
            connection.BackupDatabase(copy);
            var session = new SqliteSession(copy);
            session.Run($"PRAGMA cache_size = -{cacheKibibytes}");
            session.Run("PRAGMA synchronous = OFF");
            return session;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
