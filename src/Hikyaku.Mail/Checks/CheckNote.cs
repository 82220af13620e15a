namespace Hikyaku.Mail.Checks;

/// <summary>What the checks remember of one thing.</summary>
/// <param name="Kind">What sort of thing, such as "hit".</param>
/// <param name="Key">Which one.</param>
/// <param name="First">When it was first seen.</param>
/// <param name="Last">When it was last seen.</param>
/// <param name="Count">How often.</param>
public sealed record CheckNote(string Kind, string Key, DateTimeOffset First, DateTimeOffset Last, long Count)
{
    /// <summary>Both together.</summary>
    public CheckNote And(CheckNote other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { First = First < other.First ? First : other.First, Last = Last > other.Last ? Last : other.Last, Count = Count + other.Count };
    }
}
