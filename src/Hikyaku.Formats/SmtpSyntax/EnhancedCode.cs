using System.Globalization;
using System.Runtime.InteropServices;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>An enhanced status code such as 5.1.1 (RFC 3463 §2).</summary>
/// <param name="Class">2 success, 4 persistent transient failure, 5 permanent failure.</param>
/// <param name="Subject">What it is about: 1 addresses, 2 mailbox, 3 mail system, 4 network, 5 protocol, 6 content, 7 security.</param>
/// <param name="Detail">The precise condition.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EnhancedCode(byte Class, ushort Subject, ushort Detail)
{
    private const int MaxDigits = 3;

    /// <summary>Whether there is no code: the default value.</summary>
    public bool IsEmpty => Class == 0;

    /// <summary>Reads the code at the start of a reply's text; what follows must be a space or the end (RFC 2034 §4).</summary>
    /// <param name="text">The text after the reply code.</param>
    /// <param name="code">The code.</param>
    /// <param name="consumed">Octets of the code, without the space.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out EnhancedCode code, out int consumed)
    {
        code = default;
        consumed = 0;
        if (text.Length < 5 || text[0] is not ((byte)'2' or (byte)'4' or (byte)'5') || text[1] != '.')
        {
            return false;
        }

        var position = 2;
        if (!TryReadNumber(text, ref position, out var subject) || position >= text.Length || text[position++] != '.' ||
            !TryReadNumber(text, ref position, out var detail) || (position < text.Length && text[position] != ' '))
        {
            return false;
        }

        code = new EnhancedCode((byte)(text[0] - '0'), subject, detail);
        consumed = position;
        return true;
    }

    /// <summary>The code with its dots; an empty string when there is none.</summary>
    public override string ToString() => IsEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    private static bool TryReadNumber(ReadOnlySpan<byte> text, ref int position, out ushort number)
    {
        number = 0;
        var start = position;
        while (position < text.Length && position - start < MaxDigits && text[position] is >= (byte)'0' and <= (byte)'9')
        {
            number = (ushort)((number * 10) + text[position++] - '0');
        }

        return position > start;
    }
}
