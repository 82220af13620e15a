using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite;

/// <summary>A prepared statement: bind by name ("$uid"), then execute or read.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from embedded files and constants only.
        _command.CommandText = sql;
#pragma warning restore CA2100
    }

    /// <summary>Binds a value; null, long, int, bool, string, byte[] and double are understood.</summary>
    public SqliteStatement Bind(string parameter, object? value)
    {
        var stored = value ?? DBNull.Value;
        var index = _command.Parameters.IndexOf(parameter);
        if (index >= 0)
        {
            _command.Parameters[index].Value = stored;
        }
        else
        {
            _command.Parameters.AddWithValue(parameter, stored);
        }

        return this;
    }

    /// <summary>Runs the statement and returns how many rows changed.</summary>
    public int Execute() => _command.ExecuteNonQuery();

    /// <summary>The first column of the first row as a number, or null without a row or value.</summary>
    public long? Number() => _command.ExecuteScalar() as long?;

    /// <summary>The first row, mapped, or the default value without one.</summary>
    public T? First<T>(Func<SqliteDataReader, T> map)
    {
        using var reader = _command.ExecuteReader();
        return reader.Read() ? map(reader) : default;
    }

    /// <summary>Every row, mapped.</summary>
    public List<T> All<T>(Func<SqliteDataReader, T> map)
    {
        using var reader = _command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>Calls <paramref name="row"/> for every row without keeping any.</summary>
    public void Each(Action<SqliteDataReader> row)
    {
        using var reader = _command.ExecuteReader();
        while (reader.Read())
        {
            row(reader);
        }
    }

    /// <summary>Calls for every row with its number and the octets of its second column, which are not copied.</summary>
    public void EachOctets(OctetsAction row)
    {
        using var reader = _command.ExecuteReader();
        while (reader.Read())
        {
            row(reader.GetInt64(0), SQLitePCL.raw.sqlite3_column_blob(reader.Handle, 1));
        }
    }

    public void Reset()
    {
        foreach (SqliteParameter parameter in _command.Parameters)
        {
            parameter.Value = DBNull.Value;
        }
    }

    public void Dispose() => _command.Dispose();
}
