using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The argument of BDAT (RFC 3030 §2).</summary>
/// <param name="Size">Octets that follow the command line.</param>
/// <param name="IsLast">Whether the message ends with them.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BdatArguments(long Size, bool IsLast)
{
    /// <summary>Reads what follows the verb.</summary>
    public static bool TryParse(ReadOnlySpan<byte> argument, out BdatArguments arguments)
    {
        arguments = default;
        if (argument.IsEmpty || argument[0] is < (byte)'0' or > (byte)'9' || !Utf8Parser.TryParse(argument, out long size, out var consumed))
        {
            return false;
        }

        var rest = argument[consumed..];
        var last = rest.Trim((byte)' ');
        if (!rest.IsEmpty && (rest[0] != ' ' || (!last.IsEmpty && !Ascii.EqualsIgnoreCase(last, "LAST"u8))))
        {
            return false;
        }

        arguments = new BdatArguments(size, !last.IsEmpty);
        return true;
    }
}
