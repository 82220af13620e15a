namespace Hikyaku.StoreTests;

/// <summary>Throws the same numbers in each run.</summary>
internal sealed class Dice(uint seed)
{
    private uint _state = seed;

    public int Next(int sides)
    {
        _state = (_state * 1664525) + 1013904223;
        return (int)((_state >> 8) % (uint)sides);
    }

    public int Next(int least, int end) => least + Next(end - least);
}
