using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration.Vpopmail;
using MySqlConnector;

namespace Hikyaku.Storage.MySql;

/// <summary>Reads what an administrator gives as a connection.</summary>
internal sealed class MySqlConnections : IVpopmailDatabases
{
    public IVpopmailDatabase? Open(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (File.Exists(connection))
        {
            connection = File.ReadAllText(connection);
        }

        var builder = connection.Contains('=', StringComparison.Ordinal) && !connection.Contains('|', StringComparison.Ordinal)
            ? Parse(connection)
            : ConnectionFile.Parse(connection) is { } file ? Of(file) : null;
        if (builder is null || builder.Database.Length == 0)
        {
            return null;
        }

        // Every value is read as text; old hosts hold zero dates.
        builder.AllowZeroDateTime = true;
        builder.CharacterSet = "utf8mb4";
        builder.Pooling = false;
        return new MySqlDatabase(builder.ConnectionString, builder.Database);
    }

    private static MySqlConnectionStringBuilder? Parse(string connection)
    {
        try
        {
            return new MySqlConnectionStringBuilder(connection);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static MySqlConnectionStringBuilder Of(ConnectionFile file)
    {
        var builder = new MySqlConnectionStringBuilder
        {
            Server = file.Host.Length == 0 ? "localhost" : file.Host,
            UserID = file.User,
            Password = file.Password,
            Database = file.Database,
        };
        if (file.Host.StartsWith('/'))
        {
            builder.ConnectionProtocol = MySqlConnectionProtocol.UnixSocket;
        }
        else if (file.Port > 0)
        {
            builder.Port = (uint)file.Port;
        }

        return builder;
    }
}
