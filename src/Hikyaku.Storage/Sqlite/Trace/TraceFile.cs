using Hikyaku.Mail.Trace;

namespace Hikyaku.Storage.Sqlite.Trace;

/// <summary>The file of the day while events are added to it; one caller at a time.</summary>
internal sealed class TraceFile : IDisposable
{
    // What is known of the messages that are under way just now.
    private const int MaxKnown = 20_000;

    private readonly SqliteDatabase _database;
    private readonly Dictionary<string, (long Id, TraceOrigin Origin, HashSet<long> Keys)> _known = [];
    private readonly List<long> _keys = [];
    private long _last;

    private TraceFile(DateOnly day, SqliteDatabase database, long last) => (Day, _database, _last) = (day, database, last);

    public DateOnly Day { get; }

    public static async ValueTask<TraceFile> Open(DateOnly day, string path)
    {
        var database = SqliteDatabase.Open(path, SqliteTraceStorage.Options);
        try
        {
            return new TraceFile(day, database, await database.Read(static session => session.Prepare("Trace/LastId").Number() ?? 0, CancellationToken.None));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Adds events of the day in one transaction.</summary>
    public async ValueTask Write(IEnumerable<TraceEvent> events)
    {
        if (_known.Count > MaxKnown)
        {
            _known.Clear();
        }

        try
        {
            await _database.Write(
                session =>
                {
                    foreach (var entry in events)
                    {
                        Add(session, entry);
                    }
                },
                CancellationToken.None);
        }
        catch
        {
            // What the transaction made is gone.
            _known.Clear();
            throw;
        }
    }

    public void Dispose() => _database.Dispose();

    private void Add(SqliteSession session, TraceEvent entry)
    {
        var at = _last = Math.Max(TraceRows.Time(entry.Time), _last + 1);
        var (id, keys) = Message(session, entry, at);
        TraceKey.Collect(entry, _keys);
        foreach (var key in _keys)
        {
            AddKey(session, keys, key, id);
        }

        TraceRows.Bind(session.Prepare("Trace/AddEvent"), entry).Bind("$message", id).Bind("$at", at).Execute();
    }

    private (long Id, HashSet<long> Keys) Message(SqliteSession session, TraceEvent entry, long at)
    {
        if (_known.TryGetValue(entry.Trace, out var known))
        {
            if (known.Origin.And(entry.Origin) is var all && all != known.Origin)
            {
                Complete(session, known.Id, entry.Origin);
                _known[entry.Trace] = known with { Origin = all };
            }

            return (known.Id, known.Keys);
        }

        var key = TraceKey.OfTrace(entry.Trace);
        var id = session.Prepare("Trace/FindMessage").Bind("$key", key).Number() ?? 0;
        var keys = new HashSet<long>();
        if (id == 0)
        {
            id = at;
            TraceRows.Bind(session.Prepare("Trace/AddMessage"), entry.Origin).Bind("$id", id).Bind("$trace", entry.Trace).Execute();
            AddKey(session, keys, key, id);
        }
        else
        {
            Complete(session, id, entry.Origin);
        }

        _known.Add(entry.Trace, (id, entry.Origin, keys));
        return (id, keys);
    }

    private static void Complete(SqliteSession session, long id, TraceOrigin origin) =>
        TraceRows.Bind(session.Prepare("Trace/CompleteMessage"), origin).Bind("$id", id).Execute();

    private static void AddKey(SqliteSession session, HashSet<long> known, long key, long id)
    {
        if (known.Add(key))
        {
            session.Prepare("Trace/AddKey").Bind("$key", key).Bind("$message", id).Execute();
        }
    }
}
