using Hikyaku.Mail.Queue;

namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>A filter of the queue as values of a statement.</summary>
internal static class QueueSelection
{
    /// <summary>What it says of messages behind one: one lower bound, which is where SQLite begins to read.</summary>
    public static SqliteStatement OfMessages(SqliteStatement statement, QueueFilter filter, QueueId after) => statement
        .Bind("$least_id", Math.Max(after.Value + 1, Math.Max(filter.Id?.Value ?? 0, filter.Since is { } since ? QueueId.At(since).Value : 0)))
        .Bind("$most_id", Math.Min(filter.Id?.Value ?? long.MaxValue, filter.Before is { } before ? QueueId.At(before).Value - 1 : long.MaxValue))
        .Bind("$sender", filter.Sender)
        .Bind("$sender_domain", filter.SenderDomain)
        .Bind("$least_size", filter.LeastSize)
        .Bind("$reason", filter.HoldReason?.ToLowerInvariant());

    /// <summary>What it says of recipients.</summary>
    public static SqliteStatement OfRecipients(SqliteStatement statement, QueueFilter filter) => statement
        .Bind("$domain", filter.Domain)
        .Bind("$recipient", filter.Recipient)
        .Bind("$destination", filter.Destination)
        .Bind("$held", filter.IsHeld)
        .Bind("$least_attempts", filter.LeastAttempts)
        .Bind("$status", filter.Status?.ToLowerInvariant());
}
