namespace Hikyaku.Fuzz;

/// <summary>Makes hostile variants of corpus entries; the same seed gives the same variants.</summary>
public sealed class Mutator(ulong seed)
{
    private const int MaxLength = 1 << 16;
    private static readonly byte[] Interesting = [0, 1, 9, 10, 13, 32, 34, 40, 41, 42, 46, 58, 60, 62, 64, 92, 123, 125, 127, 128, 192, 255];
    private ulong _state = seed | 1;

    /// <summary>Gives a variant of one entry, at times crossed with another.</summary>
    public byte[] Next(IReadOnlyList<byte[]> corpus)
    {
        var octets = new List<byte>(corpus[Below(corpus.Count)]);
        for (var steps = 1 + Below(6); steps > 0; steps--)
        {
            Mutate(octets, corpus);
        }

        return octets.Count > MaxLength ? [.. octets[..MaxLength]] : [.. octets];
    }

    private void Mutate(List<byte> octets, IReadOnlyList<byte[]> corpus)
    {
        var at = Below(octets.Count + 1);
        switch (Below(7))
        {
            case 0 when at < octets.Count:
                octets[at] ^= (byte)(1 << Below(8));
                break;
            case 1 when at < octets.Count:
                octets.RemoveRange(at, 1 + Below(octets.Count - at));
                break;
            case 2 when octets.Count > 0:
                var from = Below(octets.Count);
                octets.InsertRange(at, octets.GetRange(from, 1 + Below(Math.Min(64, octets.Count - from))));
                break;
            case 3:
                octets.InsertRange(at, Enumerable.Repeat(Interesting[Below(Interesting.Length)], 1 + Below(40)));
                break;
            case 4:
                var other = corpus[Below(corpus.Count)];
                var start = Below(other.Length + 1);
                octets.InsertRange(at, other[start..(start + Below(other.Length - start + 1))]);
                break;
            case 5 when at < octets.Count:
                octets[at] = (byte)Below(256);
                break;
            default:
                octets.Insert(at, Interesting[Below(Interesting.Length)]);
                break;
        }
    }

    private int Below(int bound)
    {
        // xorshift64*: small, seeded and good enough to reach odd inputs.
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return bound <= 0 ? 0 : (int)((_state * 2685821657736338717UL >> 33) % (ulong)bound);
    }
}
