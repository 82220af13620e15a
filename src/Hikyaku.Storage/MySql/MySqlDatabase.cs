using System.Globalization;
using System.Runtime.CompilerServices;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Vpopmail;
using MySqlConnector;

namespace Hikyaku.Storage.MySql;

/// <summary>A live MySQL or MariaDB as the source of an import; only read.</summary>
internal sealed class MySqlDatabase(string connectionString, string database, string place) : IVpopmailDatabase
{
    public async IAsyncEnumerable<SqlRow> Rows(Func<string, bool> wanted, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = new MySqlConnection(connectionString);
        await Open(connection, cancellation);
        foreach (var table in (await Tables(connection, cancellation)).Where(wanted))
        {
            await foreach (var row in Read(connection, table, cancellation))
            {
                yield return row;
            }
        }
    }

    private async Task Open(MySqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.OpenAsync(cancellation);
        }
        catch (MySqlException e)
        {
            throw ImportRefusedException.Of("DatabaseUnreachable", place, e.Message);
        }
    }

    private async Task<List<string>> Tables(MySqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT table_name FROM information_schema.tables WHERE table_schema = @database ORDER BY table_name";
        command.Parameters.AddWithValue("@database", database);
        var tables = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static async IAsyncEnumerable<SqlRow> Read(
        MySqlConnection connection, string table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();

        // A table's name cannot be a parameter; it comes from information_schema, and is quoted.
        command.CommandText = $"SELECT * FROM `{table.Replace("`", "``", StringComparison.Ordinal)}`";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        while (await reader.ReadAsync(cancellation))
        {
            var values = new string?[columns.Length];
            for (var at = 0; at < values.Length; at++)
            {
                values[at] = Text(reader.GetValue(at));
            }

            yield return new SqlRow(table, columns, values);
        }
    }

    private static string? Text(object value) => value switch
    {
        DBNull => null,
        string text => text,
        byte[] octets => System.Text.Unicode.Utf8.IsValid(octets) ? System.Text.Encoding.UTF8.GetString(octets) : System.Text.Encoding.Latin1.GetString(octets),
        bool flag => flag ? "1" : "0",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
