using System.Buffers;

using Hikyaku.Formats.Mime;
using Hikyaku.Formats.Text;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Searching;

/// <summary>The stored row of a message's header: a version, marks, the date, then each <see cref="HeaderText"/> with its length. Read in place.</summary>
internal readonly ref struct HeaderRow
{
    private const byte Version = 1;
    private const byte HasDateMark = 1;
    private const byte IsReplyMark = 2;
    private readonly ReadOnlySpan<byte> _texts;

    private HeaderRow(byte marks, long date, int zoneMinutes, ReadOnlySpan<byte> texts)
    {
        (IsKnown, HasDate, IsReply) = (true, (marks & HasDateMark) != 0, (marks & IsReplyMark) != 0);
        (Date, ZoneMinutes) = (date, zoneMinutes);
        _texts = texts;
    }

    /// <summary>Whether there is a row; the default value has none.</summary>
    public bool IsKnown { get; }

    /// <summary>Whether there is a Date field that can be read.</summary>
    public bool HasDate { get; }

    /// <summary>Whether the subject has marks of a reply or a forward.</summary>
    public bool IsReply { get; }

    /// <summary>The date in seconds since 1970, UTC.</summary>
    public long Date { get; }

    /// <summary>The zone of the date.</summary>
    public int ZoneMinutes { get; }

    /// <summary>Makes the row of a message.</summary>
    public static byte[] Write(HeaderColumns columns)
    {
        var output = new ArrayBufferWriter<byte>(512);
        var writer = new OctetWriter(output);
        writer.Octet(Version);
        writer.Octet((byte)((columns.Date is null ? 0 : HasDateMark) | (columns.IsReply ? IsReplyMark : 0)));
        writer.Signed(columns.Date?.ToUnixTimeSeconds() ?? 0);
        writer.Signed((long)(columns.Date?.Offset.TotalMinutes ?? 0));
        foreach (var folded in (ReadOnlySpan<string>)[
            columns.Subject, columns.BaseSubject, columns.FromText, columns.ToText, columns.CcText, columns.BccText,
            columns.FromMailbox, columns.ToMailbox, columns.CcMailbox, columns.From, columns.To])
        {
            writer.Text(UnicodeCasemap.Fold(folded));
        }

        writer.Text(columns.MessageId);
        writer.Text(columns.InReplyTo);
        writer.Text(columns.References);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a row; one of another version, or a damaged one, is unknown.</summary>
    public static HeaderRow Read(ReadOnlySpan<byte> stored)
    {
        if (stored.Length < 4 || stored[0] != Version)
        {
            return default;
        }

        var rest = stored[2..];
        return TryNumber(ref rest, out var date) && TryNumber(ref rest, out var zone) && AreWhole(rest)
            ? new HeaderRow(stored[1], Signed(date), (int)Signed(zone), rest) : default;
    }

    /// <summary>One text in UTF-8.</summary>
    public ReadOnlySpan<byte> Text(HeaderText which)
    {
        var rest = _texts;
        for (var skip = (int)which; skip > 0; skip--)
        {
            TryNumber(ref rest, out var length);
            rest = rest[(int)length..];
        }

        return TryNumber(ref rest, out var wanted) ? rest[..(int)wanted] : [];
    }

    private static bool AreWhole(ReadOnlySpan<byte> texts)
    {
        for (var i = 0; i <= (int)HeaderText.References; i++)
        {
            if (!TryNumber(ref texts, out var length) || length > (ulong)texts.Length)
            {
                return false;
            }

            texts = texts[(int)length..];
        }

        return texts.IsEmpty;
    }

    private static long Signed(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private static bool TryNumber(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        for (var i = 0; i < rest.Length && i < 10; i++)
        {
            value |= (ulong)(rest[i] & 0x7f) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
