namespace Hikyaku.Protocols.Connections;

/// <summary>A moment that one thread sets and the shared clock of all connections checks; there is no timer for it.</summary>
internal sealed class Deadline(TimeProvider time)
{
    private const long Never = long.MaxValue;

    private long _due = Never;

    public bool IsOver(long now) => now >= Volatile.Read(ref _due);

    public bool IsOver() => IsOver(time.GetTimestamp());

    public void Set(TimeSpan fromNow)
    {
        var due = fromNow == Timeout.InfiniteTimeSpan ? Never : time.GetTimestamp() + (long)(fromNow.TotalSeconds * time.TimestampFrequency);
        Volatile.Write(ref _due, due);
    }

    public void Clear() => Volatile.Write(ref _due, Never);
}
