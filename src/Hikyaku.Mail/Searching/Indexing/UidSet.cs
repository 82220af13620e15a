using System.Numerics;
using System.Runtime.InteropServices;

namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>A set of UIDs: a bit for each, in blocks that are there when they hold any.</summary>
public sealed class UidSet
{
    /// <summary>UIDs of a block.</summary>
    public const int BlockUids = 8192;

    private readonly Dictionary<uint, ulong[]> _blocks = [];

    /// <summary>The blocks that hold any, by number.</summary>
    public IEnumerable<uint> Blocks => _blocks.Keys.Order();

    /// <summary>Whether a UID is in it.</summary>
    public bool Contains(uint uid) =>
        _blocks.TryGetValue(uid / BlockUids, out var words) && (words[uid % BlockUids / 64] & (1UL << (int)(uid % 64))) != 0;

    /// <summary>Adds a UID.</summary>
    public void Add(uint uid)
    {
        ref var words = ref CollectionsMarshal.GetValueRefOrAddDefault(_blocks, uid / BlockUids, out _);
        words ??= new ulong[BlockUids / 64];
        words[uid % BlockUids / 64] |= 1UL << (int)(uid % 64);
    }

    /// <summary>Takes a UID out.</summary>
    public void Remove(uint uid)
    {
        if (_blocks.TryGetValue(uid / BlockUids, out var words))
        {
            words[uid % BlockUids / 64] &= ~(1UL << (int)(uid % 64));
        }
    }

    /// <summary>Keeps what is in another set, too.</summary>
    public void IntersectWith(UidSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (number, words) in _blocks)
        {
            var others = other._blocks.GetValueOrDefault(number);
            for (var i = 0; i < words.Length; i++)
            {
                words[i] &= others is null ? 0 : others[i];
            }
        }
    }

    /// <summary>All UIDs, ascending.</summary>
    public IEnumerable<uint> All()
    {
        foreach (var number in Blocks)
        {
            var words = _blocks[number];
            for (var i = 0; i < words.Length; i++)
            {
                for (var rest = words[i]; rest != 0; rest &= rest - 1)
                {
                    yield return (number * BlockUids) + (uint)(i * 64) + (uint)BitOperations.TrailingZeroCount(rest);
                }
            }
        }
    }

    /// <summary>A block's octets, for keeping.</summary>
    public byte[] BlockBytes(uint number) => _blocks.TryGetValue(number, out var words) ? MemoryMarshal.AsBytes<ulong>(words).ToArray() : [];

    /// <summary>Puts a block that was kept.</summary>
    public void PutBlock(uint number, ReadOnlySpan<byte> octets)
    {
        var words = new ulong[BlockUids / 64];
        octets[..Math.Min(octets.Length, BlockUids / 8)].CopyTo(MemoryMarshal.AsBytes(words.AsSpan()));
        _blocks[number] = words;
    }
}
