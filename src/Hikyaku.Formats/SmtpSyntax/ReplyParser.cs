using System.Collections.Immutable;
using System.Text;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>
/// Reads the replies that an SMTP client gets (RFC 5321 §4.2): three digits, then a space or hyphen and text, all lines with the same code.
/// </summary>
/// <remarks>Limits: <see cref="MaxLines"/> lines of <see cref="MaxLineLength"/> octets. A line may end with LF alone, as some hosts send it.</remarks>
public static class ReplyParser
{
    /// <summary>The longest line with its end. RFC 5321 §4.5.3.1.5 says 512; real hosts send somewhat more.</summary>
    public const int MaxLineLength = 2048;

    /// <summary>The most lines of one reply.</summary>
    public const int MaxLines = 128;

    private const int CodeLength = 3;

    /// <summary>Reads one reply from the start of <paramref name="input"/>.</summary>
    /// <param name="input">What came from the server so far.</param>
    /// <param name="reply">The reply, when it is complete.</param>
    /// <param name="consumed">How many octets the reply took.</param>
    public static ReplyParse TryParse(ReadOnlySpan<byte> input, out Reply? reply, out int consumed)
    {
        reply = null;
        consumed = 0;
        var lines = ImmutableArray.CreateBuilder<string>(1);
        var code = 0;
        while (lines.Count < MaxLines)
        {
            var rest = input[consumed..];
            var end = rest[..Math.Min(rest.Length, MaxLineLength)].IndexOf((byte)'\n');
            if (end < 0)
            {
                return rest.Length < MaxLineLength && IsPlausible(rest) ? ReplyParse.NeedMore : ReplyParse.Malformed;
            }

            var line = rest[..end].TrimEnd((byte)'\r');
            if (!TryReadLine(line, ref code, out var isLast))
            {
                return ReplyParse.Malformed;
            }

            lines.Add(line.Length > CodeLength ? Text(line[(CodeLength + 1)..]) : "");
            consumed += end + 1;
            if (isLast)
            {
                reply = new Reply(code, lines.DrainToImmutable());
                return ReplyParse.Done;
            }
        }

        return ReplyParse.Malformed;
    }

    // A server of another protocol is noticed at its first octets, not after a time-out.
    private static bool IsPlausible(ReadOnlySpan<byte> start)
    {
        for (var i = 0; i < Math.Min(start.Length, CodeLength); i++)
        {
            if (!char.IsAsciiDigit((char)start[i]))
            {
                return false;
            }
        }

        return start.Length <= CodeLength || start[CodeLength] is (byte)' ' or (byte)'-' or (byte)'\r';
    }

    private static bool TryReadLine(ReadOnlySpan<byte> line, ref int code, out bool isLast)
    {
        isLast = true;
        if (line.Length < CodeLength || !IsPlausible(line))
        {
            return false;
        }

        var value = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        if (value is < 200 or > 599 || (code != 0 && code != value))
        {
            return false;
        }

        code = value;
        // RFC 5321 §4.2.1: a client must accept a code without any text.
        isLast = line.Length == CodeLength || line[CodeLength] == (byte)' ';
        return line.Length == CodeLength || line[CodeLength] is (byte)' ' or (byte)'-';
    }

    private static string Text(ReadOnlySpan<byte> octets)
    {
        var text = Encoding.UTF8.GetString(octets);
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
    }
}
