using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration.Vpopmail;
using MySqlConnector;

namespace Hikyaku.Storage.MySql;

/// <summary>Reads what an administrator gives as a connection.</summary>
internal sealed class MySqlConnections : IVpopmailDatabases
{
    private static readonly string[] Sockets = ["/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock"];

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
        var place = builder.Server.StartsWith('/') ? builder.Server : $"{builder.Server}:{builder.Port}";
        return new MySqlDatabase(builder.ConnectionString, builder.Database, place);
    }

    // To the old host's library, localhost meant the socket.
    private static string Server(ConnectionFile file) =>
        file.Host is not ("" or "localhost") ? file.Host
        : (file.Port == 0 ? Sockets.FirstOrDefault(File.Exists) : null) ?? "localhost";

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
            Server = Server(file),
            UserID = file.User,
            Password = file.Password,
            Database = file.Database,
        };
        if (builder.Server.StartsWith('/'))
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
