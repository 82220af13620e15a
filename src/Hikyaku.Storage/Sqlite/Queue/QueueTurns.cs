namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>Chooses, for each destination, the next message by the turn of its sender. Only the one writer of the database uses it.</summary>
/// <remarks>Limits: <see cref="MaxSenders"/> senders are looked at for one message, <see cref="MaxKept"/> destinations remember whose turn was last.</remarks>
internal sealed class QueueTurns
{
    private const int MaxSenders = 16;
    private const int MaxKept = 10_000;
    private readonly Dictionary<(string Destination, long Rank), string> _last = [];

    /// <summary>The message, or null when nothing is due.</summary>
    public long? Next(SqliteSession session, string destination, long due)
    {
        for (var rank = NextRank(session, destination, long.MinValue); rank is { } current; rank = NextRank(session, destination, current))
        {
            if (OfRank(session, destination, current, due) is { } message)
            {
                return message;
            }
        }

        // Many senders, none of those due: whoever waits longest.
        return session.Prepare("Queue/FirstDue").Bind("$destination", destination).Bind("$now", due).Number();
    }

    private static long? NextRank(SqliteSession session, string destination, long after) =>
        session.Prepare("Queue/NextRank").Bind("$destination", destination).Bind("$after", after).Number();

    private static string? After(SqliteSession session, string destination, long rank, string sender) =>
        session.Prepare("Queue/NextSender").Bind("$destination", destination).Bind("$rank", rank).Bind("$after", sender).First(static row => row.GetString(0));

    private static long? Of(SqliteSession session, string destination, long rank, string sender, long due) =>
        session.Prepare("Queue/FirstDueOfSender").Bind("$destination", destination).Bind("$rank", rank).Bind("$sender", sender).Bind("$now", due).Number();

    private long? OfRank(SqliteSession session, string destination, long rank, long due)
    {
        var sender = _last.GetValueOrDefault((destination, rank));
        for (var i = 0; i < MaxSenders; i++)
        {
            // Behind the last one comes the first, which is the null path.
            sender = sender is null ? "" : After(session, destination, rank, sender);
            if (sender is null)
            {
                continue;
            }

            if (Of(session, destination, rank, sender, due) is { } message)
            {
                Remember(destination, rank, sender);
                return message;
            }
        }

        // The search goes on from here next time.
        Remember(destination, rank, sender ?? "");
        return null;
    }

    private void Remember(string destination, long rank, string sender)
    {
        if (_last.Count >= MaxKept)
        {
            _last.Clear();
        }

        _last[(destination, rank)] = sender;
    }
}
