using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Store;
using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>Rows of queue.db as values of the queue.</summary>
internal static class QueueRows
{
    public static long Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static QueuedMessage Message(SqliteDataReader row) => new(
        new QueueId(row.GetInt64(0)),
        new BlobId(row.GetInt64(1)),
        row.GetInt64(2),
        row.GetInt32(3),
        QueueJson.Value(row.GetString(4), j => j.Envelope)!);

    public static QueuedRecipient Recipient(SqliteDataReader row) => new(
        row.GetInt32(0),
        Address.TryParse(row.GetString(1), out var target) ? target : throw new InvalidDataException("queue.db holds a recipient that is no address."),
        QueueJson.Value(row.GetString(3), j => j.Recipient)!,
        row.GetString(2),
        new AttemptState(
            row.GetInt32(5),
            Time(row.GetInt64(6)),
            row.GetBoolean(7),
            QueueJson.Value(Text(row, 8), j => j.SmtpStatus),
            Text(row, 9),
            row.IsDBNull(10) ? null : Time(row.GetInt64(10)))
        {
            Class = (RetryClass)row.GetInt32(12),
            InRow = row.GetInt32(13),
        },
        row.GetBoolean(4),
        row.GetBoolean(11));

    public static SqliteStatement Bind(SqliteStatement statement, QueueId message, int number, AttemptState state) => statement
        .Bind("$message", message.Value)
        .Bind("$number", number)
        .Bind("$attempts", state.Count)
        .Bind("$next_attempt", Time(state.Next))
        .Bind("$warned", state.IsWarned)
        .Bind("$status", QueueJson.Text(state.Status, j => j.SmtpStatus))
        .Bind("$remote", state.Remote)
        .Bind("$last_attempt", state.Last is { } last ? Time(last) : null)
        .Bind("$class", (int)state.Class)
        .Bind("$in_row", state.InRow);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
