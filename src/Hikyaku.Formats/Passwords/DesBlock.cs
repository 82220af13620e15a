namespace Hikyaku.Formats.Passwords;

/// <summary>DES with crypt(3)'s salt, which swaps bits of the expansion; blocks are big-endian, as FIPS 46 numbers bits.</summary>
internal sealed class DesBlock
{
    private readonly ulong[] _roundKeys = new ulong[16];

    /// <summary>Schedules a key whose octets carry seven bits each, in the upper bits.</summary>
    public DesBlock(ulong key)
    {
        var chosen = Permute(key, 64, DesTables.KeyChoice);
        var (c, d) = ((uint)(chosen >> 28), (uint)(chosen & 0xfffffff));
        for (var round = 0; round < 16; round++)
        {
            c = Rotate28(c, DesTables.KeyShifts[round]);
            d = Rotate28(d, DesTables.KeyShifts[round]);
            _roundKeys[round] = Permute(((ulong)c << 28) | d, 56, DesTables.RoundKeyChoice);
        }
    }

    /// <summary>Encrypts a block <paramref name="count"/> times in a row.</summary>
    public ulong Encrypt(ulong block, uint salt, int count)
    {
        var mixed = Permute(block, 64, DesTables.Initial);
        var (left, right) = ((uint)(mixed >> 32), (uint)mixed);
        var swap = SwapMask(salt);
        for (; count > 0; count--)
        {
            foreach (var key in _roundKeys)
            {
                (left, right) = (right, left ^ Round(right, key, swap));
            }

            (left, right) = (right, left);
        }

        return Permute(((ulong)left << 32) | right, 64, DesTables.Final);
    }

    private static uint Round(uint half, ulong key, ulong swap)
    {
        var expanded = Permute(half, 32, DesTables.Expansion);
        var different = (expanded ^ (expanded >> 24)) & swap;
        expanded ^= different | (different << 24);
        expanded ^= key;
        ulong substituted = 0;
        for (var box = 0; box < 8; box++)
        {
            var six = (int)(expanded >> (42 - (6 * box))) & 0x3f;
            var row = ((six >> 4) & 2) | (six & 1);
            substituted = (substituted << 4) | DesTables.Substitution[(box * 64) + (row * 16) + ((six >> 1) & 0xf)];
        }

        return (uint)Permute(substituted, 32, DesTables.RoundPermutation);
    }

    // Bit i of the salt swaps bits i+1 and i+25 of the expansion, counted from the most significant.
    private static ulong SwapMask(uint salt)
    {
        var mask = 0UL;
        for (var bit = 0; bit < 24; bit++)
        {
            mask |= (ulong)((salt >> bit) & 1) << (23 - bit);
        }

        return mask;
    }

    private static uint Rotate28(uint value, int by) => ((value << by) | (value >> (28 - by))) & 0xfffffff;

    private static ulong Permute(ulong value, int width, ReadOnlySpan<byte> table)
    {
        var result = 0UL;
        foreach (var bit in table)
        {
            result = (result << 1) | ((value >> (width - bit)) & 1);
        }

        return result;
    }
}
