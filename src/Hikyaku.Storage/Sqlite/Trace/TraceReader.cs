using Hikyaku.Mail.Trace;

namespace Hikyaku.Storage.Sqlite.Trace;

/// <summary>Reads one file of the trace.</summary>
internal static class TraceReader
{
    // A message to very many recipients; whoever reads wants no more.
    private const int MaxEvents = 20_000;

    /// <summary>The names of the messages that match, newest first.</summary>
    public static List<string> Find(SqliteSession session, TraceFilter filter, int limit)
    {
        var keys = TraceKey.Of(filter);
        var statement = session.Prepare(keys.Count == 0 ? "Trace/ListMessages" : "Trace/FindByKeys")
            .Bind("$from", filter.Since is { } since ? TraceRows.Time(since) : 0)
            .Bind("$to", filter.Until is { } until ? TraceRows.Time(until) : long.MaxValue)
            .Bind("$limit", limit);
        for (var i = 1; keys.Count > 0 && i <= 5; i++)
        {
            statement.Bind($"$key{i}", i <= keys.Count ? keys[i - 1] : null);
        }

        return statement.All(static row => row.GetString(0));
    }

    /// <summary>What the file knows of a message, or null.</summary>
    public static TracedMessage? Read(SqliteSession session, string trace)
    {
        if (session.Prepare("Trace/FindMessage").Bind("$key", TraceKey.OfTrace(trace)).Number() is not { } id
            || session.Prepare("Trace/ReadMessage").Bind("$id", id).First(TraceRows.Origin) is not { } origin)
        {
            return null;
        }

        return new TracedMessage(
            trace, origin, session.Prepare("Trace/ReadEvents").Bind("$message", id).Bind("$limit", MaxEvents).All(row => TraceRows.Event(row, trace)));
    }
}
