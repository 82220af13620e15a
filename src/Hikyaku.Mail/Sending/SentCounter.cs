namespace Hikyaku.Mail.Sending;

/// <summary>What one account sent in each of the last 25 hours.</summary>
internal sealed class SentCounter
{
    internal const int Hours = 25;
    private static readonly int Kinds = Enum.GetValues<SentKind>().Length;
    private readonly Lock _gate = new();
    private readonly int[] _counts = new int[Kinds * Hours];
    private long _newest;

    /// <summary>The number of an hour since 1970.</summary>
    public static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;

    public void Add(SentKind kind, long hour, int count)
    {
        lock (_gate)
        {
            Advance(hour);
            if (hour > _newest - Hours)
            {
                _counts[Slot(kind, hour)] += count;
            }
        }
    }

    /// <summary>How many in the last hours; the oldest hour counts for the part of it that belongs to them.</summary>
    public int Sum(SentKind kind, int hours, DateTimeOffset now)
    {
        var hour = HourOf(now);
        lock (_gate)
        {
            Advance(hour);
            var sum = 0;
            for (var i = 0; i < hours; i++)
            {
                sum += _counts[Slot(kind, hour - i)];
            }

            var left = 1 - (now.ToUnixTimeSeconds() % 3600 / 3600.0);
            return sum + (int)(_counts[Slot(kind, hour - hours)] * left);
        }
    }

    private static int Slot(SentKind kind, long hour) => ((int)kind * Hours) + (int)(hour % Hours);

    private void Advance(long hour)
    {
        for (var next = Math.Max(_newest + 1, hour - Hours + 1); next <= hour; next++)
        {
            foreach (var kind in Enum.GetValues<SentKind>())
            {
                _counts[Slot(kind, next)] = 0;
            }
        }

        _newest = Math.Max(_newest, hour);
    }
}
