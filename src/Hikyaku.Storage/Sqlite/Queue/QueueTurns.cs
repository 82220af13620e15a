namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>Chooses, for each destination, the next message by the turn of its sender. Only the one writer of the database uses it.</summary>
/// <remarks>Limits: <see cref="MaxSenders"/> senders are looked at for one message, <see cref="MaxKept"/> destinations remember whose turn was last.</remarks>
internal sealed class QueueTurns
{
    private const int MaxSenders = 16;
    private const int MaxKept = 10_000;
    private readonly Dictionary<string, string> _last = [];

    /// <summary>The message, or null when nothing is due.</summary>
    public long? Next(SqliteSession session, string destination, long due)
    {
        var sender = _last.GetValueOrDefault(destination);
        for (var i = 0; i < MaxSenders; i++)
        {
            // Behind the last one comes the first, which is the null path.
            sender = sender is null ? "" : After(session, destination, sender);
            if (sender is null)
            {
                continue;
            }

            if (Of(session, destination, sender, due) is { } message)
            {
                Remember(destination, sender);
                return message;
            }
        }

        // Many senders, none of those due: whoever waits longest. The search goes on from here next time.
        Remember(destination, sender ?? "");
        return session.Prepare("Queue/FirstDue").Bind("$destination", destination).Bind("$now", due).Number();
    }

    private static string? After(SqliteSession session, string destination, string sender) =>
        session.Prepare("Queue/NextSender").Bind("$destination", destination).Bind("$after", sender).First(static row => row.GetString(0));

    private static long? Of(SqliteSession session, string destination, string sender, long due) =>
        session.Prepare("Queue/FirstDueOfSender").Bind("$destination", destination).Bind("$sender", sender).Bind("$now", due).Number();

    private void Remember(string destination, string sender)
    {
        if (_last.Count >= MaxKept)
        {
            _last.Clear();
        }

        _last[destination] = sender;
    }
}
