using System.Globalization;

using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Trace;

/// <summary>The folder of the trace, with a file for each day, named 2026-11-24.db.</summary>
internal sealed class SqliteTraceStorage(string folder) : ITraceStorage, IDisposable
{
    private const string DayFormat = "yyyy-MM-dd";
    private TraceFile? _today;

    public static SqliteOptions Options { get; } = new("Trace", SqliteSynchronous.Normal) { CacheKibibytes = 16_384 };

    public async ValueTask Write(IReadOnlyList<TraceEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        try
        {
            foreach (var day in events.GroupBy(entry => DateOnly.FromDateTime(entry.Time.UtcDateTime)))
            {
                await (await Open(day.Key)).Write(day);
            }
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException or UnauthorizedAccessException or DataFolderTooNewException)
        {
            _today?.Dispose();
            _today = null;
            throw new IOException(exception.Message, exception);
        }
    }

    public async ValueTask<TraceFindings> Find(TraceFilter filter, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var names = new List<string>();
        var seen = new HashSet<string>();
        var unreadable = new List<UnreadableTrace>();
        foreach (var (day, path) in Files().Where(file => Overlaps(file.Day, filter)))
        {
            if (names.Count >= limit)
            {
                break;
            }

            names.AddRange((await Read(path, session => TraceReader.Find(session, filter, limit), unreadable, cancellation) ?? []).Where(seen.Add));
        }

        return new TraceFindings(await Read([.. names.Take(limit)], unreadable, cancellation), unreadable);
    }

    public async ValueTask<TraceFindings> Read(string trace, CancellationToken cancellation)
    {
        var unreadable = new List<UnreadableTrace>();
        return new TraceFindings(await Read([trace], unreadable, cancellation), unreadable);
    }

    public void RemoveBefore(DateOnly day)
    {
        foreach (var (_, path) in Files().Where(file => file.Day < day))
        {
            foreach (var file in (ReadOnlySpan<string>)[path, path + "-wal", path + "-shm", path + ".damaged"])
            {
                File.Delete(file);
            }
        }
    }

    public void Dispose() => _today?.Dispose();

    // Newest first.
    private IEnumerable<(DateOnly Day, string Path)> Files() => System.IO.Directory.Exists(folder)
        ? System.IO.Directory.EnumerateFiles(folder, "*.db")
            .Select(path => (Read: DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(path), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), Day: day, Path: path))
            .Where(file => file.Read).OrderByDescending(file => file.Day).Select(file => (file.Day, file.Path))
        : [];

    private static bool Overlaps(DateOnly day, TraceFilter filter) =>
        (filter.Since is not { } since || day >= DateOnly.FromDateTime(since.UtcDateTime))
        && (filter.Until is not { } until || day <= DateOnly.FromDateTime(until.UtcDateTime));

    private async ValueTask<TraceFile> Open(DateOnly day)
    {
        if (_today?.Day == day)
        {
            return _today;
        }

        _today?.Dispose();
        _today = null;
        var path = Path.Combine(folder, day.ToString(DayFormat, CultureInfo.InvariantCulture) + ".db");
        try
        {
            return _today = await TraceFile.Open(day, path);
        }
        catch (DatabaseDamagedException)
        {
            // Kept for whoever wants to rescue something; the day goes on in a new file.
            File.Move(path, path + ".damaged", overwrite: true);
            return _today = await TraceFile.Open(day, path);
        }
    }

    // A message has events in the file of each day on which something happened to it.
    private async ValueTask<List<TracedMessage>> Read(IReadOnlyList<string> names, List<UnreadableTrace> unreadable, CancellationToken cancellation)
    {
        var parts = names.ToDictionary(name => name, _ => new List<TracedMessage>());
        foreach (var (_, path) in Files().Reverse())
        {
            foreach (var part in await Read(path, session => names.Select(name => TraceReader.Read(session, name)).OfType<TracedMessage>().ToList(), unreadable, cancellation) ?? [])
            {
                parts[part.Trace].Add(part);
            }
        }

        return [.. names.Select(name => parts[name]).Where(found => found.Count > 0)
            .Select(found => new TracedMessage(found[0].Trace, found[0].Origin, [.. found.SelectMany(part => part.Events)]))];
    }

    private static async ValueTask<T?> Read<T>(string path, Func<SqliteSession, T> work, List<UnreadableTrace> unreadable, CancellationToken cancellation)
        where T : class
    {
        if (unreadable.Exists(known => known.File == path))
        {
            return null;
        }

        try
        {
            using var database = SqliteDatabase.Open(path, Options);
            return await database.Read(work, cancellation);
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException or DatabaseDamagedException or DataFolderTooNewException or IOException)
        {
            unreadable.Add(new UnreadableTrace(path, exception.InnerException?.Message ?? exception.Message));
            return null;
        }
    }
}
