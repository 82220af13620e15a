using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration.Vpopmail;
using MySqlConnector;

namespace Hikyaku.Storage.MySql;

/// <summary>Reads what an administrator gives as a connection.</summary>
/// <param name="sockets">Where a server of this host may listen.</param>
internal sealed class MySqlConnections(IReadOnlyList<string> sockets) : IVpopmailDatabases
{
    /// <summary>The places that the distributions use.</summary>
    public static IReadOnlyList<string> UsualSockets { get; } = ["/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock"];

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
    private string Server(ConnectionFile file) =>
        file.Host is not ("" or "localhost") ? file.Host
        : (file.Port == 0 ? sockets.FirstOrDefault(File.Exists) : null) ?? "localhost";

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

    private MySqlConnectionStringBuilder Of(ConnectionFile file)
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
