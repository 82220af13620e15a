using System.Net;

using Hikyaku.Mail.Trace;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Trace;

/// <summary>Rows of a file of the trace as values.</summary>
internal static class TraceRows
{
    public static long Time(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static SqliteStatement Bind(SqliteStatement statement, TraceOrigin origin) => statement
        .Bind("$client", origin.Client?.ToString())
        .Bind("$helo", origin.Helo)
        .Bind("$tls", origin.Tls)
        .Bind("$protocol", origin.Protocol)
        .Bind("$account", origin.Account)
        .Bind("$sender", origin.Sender)
        .Bind("$message_id", origin.MessageId)
        .Bind("$size", origin.Size);

    public static SqliteStatement Bind(SqliteStatement statement, TraceEvent entry) => statement
        .Bind("$kind", (int)entry.Kind)
        .Bind("$recipient", entry.Recipient)
        .Bind("$original", entry.Original)
        .Bind("$remote", entry.Remote)
        .Bind("$status", entry.Status)
        .Bind("$mailbox", entry.Mailbox)
        .Bind("$detail", entry.Detail)
        .Bind("$queue_id", entry.QueueId);

    public static TraceOrigin Origin(SqliteDataReader row) => new()
    {
        Client = Text(row, 0) is { } client ? IPAddress.Parse(client) : null,
        Helo = Text(row, 1),
        Tls = Text(row, 2),
        Protocol = Text(row, 3),
        Account = Text(row, 4),
        Sender = Text(row, 5),
        MessageId = Text(row, 6),
        Size = row.IsDBNull(7) ? null : row.GetInt64(7),
    };

    public static TraceEvent Event(SqliteDataReader row, string trace) => new(
        trace, (TraceKind)row.GetInt32(1), new DateTimeOffset(DateTime.UnixEpoch.AddMicroseconds(row.GetInt64(0)), TimeSpan.Zero))
    {
        Recipient = Text(row, 2),
        Original = Text(row, 3),
        Remote = Text(row, 4),
        Status = Text(row, 5),
        Mailbox = Text(row, 6),
        Detail = Text(row, 7),
        QueueId = Text(row, 8),
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
