using Hikyaku.Mail.Store;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite;

/// <summary>Brings a database file to the newest schema: each missing step in one transaction, none twice.</summary>
internal static class Migrations
{
    private const string CreateTable =
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT";

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="DataFolderTooNewException">The file was made by a newer version.</exception>
    /// <exception cref="InvalidDataException">A step that was applied is not the one that this program knows.</exception>
    public static void Apply(SqliteConnection connection, string schema)
    {
        var known = SqlText.Migrations(schema);
        if (Version(connection) == known[^1].Number)
        {
            return;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, transaction, CreateTable);
        var applied = Applied(connection, transaction);
        Check(connection.DataSource, applied, known);
        foreach (var step in known.Skip(applied.Count))
        {
            Execute(connection, transaction, step.Text);
            Record(connection, transaction, step);
        }

        Execute(connection, transaction, $"PRAGMA user_version = {known[^1].Number}");
        transaction.Commit();
    }

    private static void Check(string file, List<(int Number, string Checksum)> applied, IReadOnlyList<Migration> known)
    {
        if (applied.Count > known.Count)
        {
            throw new DataFolderTooNewException(file, applied[^1].Number, known[^1].Number);
        }

        for (var i = 0; i < applied.Count; i++)
        {
            if (applied[i] != (known[i].Number, known[i].Checksum))
            {
                throw new InvalidDataException($"{file}: migration {applied[i].Number} differs from {known[i].Name} of this program.");
            }
        }
    }

    private static long Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    private static List<(int Number, string Checksum)> Applied(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT number, checksum FROM migrations ORDER BY number";
        using var reader = command.ExecuteReader();
        var applied = new List<(int, string)>();
        while (reader.Read())
        {
            applied.Add((reader.GetInt32(0), reader.GetString(1)));
        }

        return applied;
    }

    private static void Record(SqliteConnection connection, SqliteTransaction transaction, Migration step)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO migrations (number, name, checksum) VALUES ($number, $name, $checksum)";
        command.Parameters.AddWithValue("$number", step.Number);
        command.Parameters.AddWithValue("$name", step.Name);
        command.Parameters.AddWithValue("$checksum", step.Checksum);
        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The text comes from embedded files and constants only.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
