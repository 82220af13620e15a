using System.Buffers;
using System.Buffers.Binary;

namespace Hikyaku.Mail.Searching.Sorting;

/// <summary>Keys that are folded texts, one behind the other in one buffer; their first octets decide most comparisons.</summary>
internal sealed class TextColumn(int count) : KeyColumn
{
    // So that a million subjects stay in bounds; texts that are equal so far count as equal.
    private const int MaxKey = 1024;
    private readonly ArrayBufferWriter<byte> _texts = new(1024);
    private readonly ulong[] _beginnings = new ulong[count];
    private readonly int[] _starts = new int[count];
    private readonly int[] _lengths = new int[count];

    public void Set(int at, ReadOnlySpan<byte> text)
    {
        text = text[..Math.Min(text.Length, MaxKey)];
        Span<byte> beginning = stackalloc byte[sizeof(ulong)];
        text[..Math.Min(text.Length, sizeof(ulong))].CopyTo(beginning);
        _beginnings[at] = BinaryPrimitives.ReadUInt64BigEndian(beginning);
        (_starts[at], _lengths[at]) = (_texts.WrittenCount, text.Length);
        _texts.Write(text);
    }

    // RFC 5051 §2: folded texts are ordered by their octets.
    public override int Compare(int one, int other)
    {
        var order = _beginnings[one].CompareTo(_beginnings[other]);
        return order != 0 ? order : Text(one).SequenceCompareTo(Text(other));
    }

    private ReadOnlySpan<byte> Text(int at) => _texts.WrittenSpan.Slice(_starts[at], _lengths[at]);
}
