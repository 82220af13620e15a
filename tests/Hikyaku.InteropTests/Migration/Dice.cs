namespace Hikyaku.InteropTests.Migration;

/// <summary>Numbers that are the same for the same seed, everywhere (SplitMix64).</summary>
internal sealed class Dice(int seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>A number from 0 to below a bound.</summary>
    public int Next(int bound)
    {
        _state = unchecked(_state + 0x9e3779b97f4a7c15);
        var mixed = unchecked((_state ^ (_state >> 30)) * 0xbf58476d1ce4e5b9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94d049bb133111eb);
        return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
    }
}
