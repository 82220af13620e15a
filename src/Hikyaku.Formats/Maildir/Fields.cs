using System.Buffers.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>Reads the fields of a line one after the other.</summary>
internal static class Fields
{
    /// <summary>Takes the octets up to the separator, or all.</summary>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, byte separator = (byte)' ')
    {
        var end = rest.IndexOf(separator);
        var field = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return field;
    }

    public static bool TryNumber(ReadOnlySpan<byte> field, out uint number) =>
        Utf8Parser.TryParse(field, out number, out var used) && used == field.Length && used > 0;

    public static bool TryNumber(ReadOnlySpan<byte> field, out long number) =>
        Utf8Parser.TryParse(field, out number, out var used) && used == field.Length && used > 0;
}
