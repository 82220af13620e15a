using System.Diagnostics.Metrics;
using System.Globalization;
using Hikyaku.Mail.Metrics;

namespace Hikyaku.Mail.Checks;

/// <summary>Counts by check and day what was found, what of it was excepted, and what of it led to a refusal.</summary>
public sealed class CheckHits
{
    internal const string Kind = "hit";
    private const int MostNotes = 100_000;
    private readonly CheckMemory _memory;
    private readonly TimeProvider _time;
    private readonly Counter<long> _counter;

    internal CheckHits(CheckMemory memory, MailMetrics metrics, TimeProvider time)
    {
        (_memory, _time) = (memory, time);
        _counter = metrics.Meter.CreateCounter<long>("hikyaku.check.hits", description: "What checks of mail found, by check and result");
    }

    /// <summary>The sums of the last days, today included, by check.</summary>
    public async ValueTask<IReadOnlyDictionary<string, CheckCounts>> Since(int days, CancellationToken cancellation)
    {
        var from = Day(_time.GetUtcNow().AddDays(1 - days));
        var counts = new Dictionary<string, CheckCounts>(StringComparer.Ordinal);
        foreach (var note in await _memory.List(Kind, from, MostNotes, cancellation))
        {
            if (note.Key.Split('|') is [_, var check, var what])
            {
                var known = counts.GetValueOrDefault(check) ?? new CheckCounts(0, 0, 0);
                counts[check] = what switch
                {
                    "found" => known with { Found = known.Found + note.Count },
                    "excused" => known with { Excused = known.Excused + note.Count },
                    _ => known with { Refused = known.Refused + note.Count },
                };
            }
        }

        return counts;
    }

    /// <summary>Forgets the counts of one check, or of all.</summary>
    public async ValueTask Reset(string? check, CancellationToken cancellation)
    {
        foreach (var note in await _memory.List(Kind, "", MostNotes, cancellation))
        {
            if (check is null || note.Key.Split('|') is [_, var name, _] && name == check)
            {
                await _memory.Remove(Kind, note.Key, cancellation);
            }
        }
    }

    internal void Found(string check) => Add(check, "found");

    internal void Excused(string check) => Add(check, "excused");

    internal void Refused(string check) => Add(check, "refused");

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Add(string check, string what)
    {
        _counter.Add(1, new KeyValuePair<string, object?>("check", check), new KeyValuePair<string, object?>("result", what));
        _memory.Note(Kind, $"{Day(_time.GetUtcNow())}|{check}|{what}");
    }
}
