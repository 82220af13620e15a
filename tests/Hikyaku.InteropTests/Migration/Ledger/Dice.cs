namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>The same numbers in every run (xorshift).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public int Next(int below) => Next(0, below);

    public int Next(int from, int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return from + (int)(_state % (ulong)(below - from));
    }
}
