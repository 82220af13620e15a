using System.Runtime.InteropServices;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>
/// Finds the end of a message sent by DATA and takes the stuffed dots out, in pieces of any size.
/// The only end is CRLF.CRLF (RFC 5321 §4.1.1.4); every CR and LF that stands alone is told.
/// </summary>
/// <remarks>Security: whoever takes <c>LF.LF</c> or <c>LF.CRLF</c> for an end lets one message smuggle in another.</remarks>
[StructLayout(LayoutKind.Auto)]
public struct DataScanner
{
    private State _state;

    private enum State : byte
    {
        LineStart,
        InLine,
        Cr,
        Dot,
        DotCr,
        End,
    }

    /// <summary>The end was found; what follows in the input is a command.</summary>
    public readonly bool IsComplete => _state == State.End;

    /// <summary>A CR came without an LF behind it.</summary>
    public bool HasBareCr { get; private set; }

    /// <summary>An LF came without a CR before it.</summary>
    public bool HasBareLf { get; private set; }

    /// <summary>Takes the next piece off the input.</summary>
    /// <param name="input">What has arrived; becomes what is left.</param>
    /// <returns>Octets of the message, perhaps none; call again until the input is empty or the end is found.</returns>
    public ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> input)
    {
        while (!input.IsEmpty)
        {
            switch (_state)
            {
                case State.LineStart when input[0] == '.':
                    _state = State.Dot;
                    input = input[1..];
                    continue;
                case State.Dot when input[0] == '\r':
                    _state = State.DotCr;
                    input = input[1..];
                    continue;
                case State.DotCr when input[0] == '\n':
                    _state = State.End;
                    input = input[1..];
                    return default;
                case State.DotCr:
                    // The dot was stuffed, and the CR behind it belongs to the text.
                    HasBareCr = true;
                    _state = State.InLine;
                    return "\r"u8;
                case State.End:
                    return default;
                case State.Dot:
                    // RFC 5321 §4.5.2: the first octet of a longer line is taken away.
                    _state = State.InLine;
                    goto default;
                default:
                    return TakeText(ref input);
            }
        }

        return default;
    }

    /// <summary>Takes text up to a dot at the start of a line, or all.</summary>
    private ReadOnlySpan<byte> TakeText(ref ReadOnlySpan<byte> input)
    {
        var position = 0;
        while (position < input.Length && !(_state == State.LineStart && input[position] == '.'))
        {
            position = _state == State.Cr ? AfterCr(input, position) : ToLineEnd(input, position);
        }

        var text = input[..position];
        input = input[position..];
        return text;
    }

    private int AfterCr(ReadOnlySpan<byte> input, int position)
    {
        if (input[position] == '\n')
        {
            _state = State.LineStart;
            return position + 1;
        }

        HasBareCr = true;
        _state = State.InLine;
        return position;
    }

    private int ToLineEnd(ReadOnlySpan<byte> input, int position)
    {
        _state = State.InLine;
        var length = input[position..].IndexOfAny((byte)'\r', (byte)'\n');
        if (length < 0)
        {
            return input.Length;
        }

        position += length;
        if (input[position] == '\r')
        {
            _state = State.Cr;
        }
        else
        {
            HasBareLf = true;
        }

        return position + 1;
    }
}
