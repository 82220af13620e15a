using System.Runtime.InteropServices;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>Makes CRLF of every CR and LF that stands alone, in pieces of any size.</summary>
/// <remarks>For old devices behind a listener that repairs. The end of the data is found before, by CRLF.CRLF alone, so that nothing is smuggled in.</remarks>
/// <param name="unstuffsDots">Whether a dot before another one is taken away behind a repaired line end too (RFC 5321 §4.5.2).</param>
[StructLayout(LayoutKind.Auto)]
public struct LineEndRepair(bool unstuffsDots)
{
    private State _state;

    private enum State : byte
    {
        InLine,
        Cr,
        Repaired,
        Dot,
    }

    /// <summary>Takes the next piece off the input.</summary>
    /// <param name="input">What has arrived; becomes what is left.</param>
    /// <returns>Octets of the repaired message, perhaps none; call again until the input is empty.</returns>
    public ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> input)
    {
        while (!input.IsEmpty)
        {
            switch (_state)
            {
                case State.Cr:
                    var isWhole = input[0] == '\n';
                    input = isWhole ? input[1..] : input;
                    _state = isWhole || !unstuffsDots ? State.InLine : State.Repaired;
                    return "\r\n"u8;
                case State.Repaired when input[0] == '.':
                    _state = State.Dot;
                    input = input[1..];
                    continue;
                case State.Dot:
                    _state = State.InLine;
                    input = input[0] == '.' ? input[1..] : input;
                    return "."u8;
                default:
                    if (TakeLine(ref input) is { IsEmpty: false } text)
                    {
                        return text;
                    }

                    continue;
            }
        }

        return default;
    }

    /// <summary>The message ends: what was held back.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        var rest = _state switch
        {
            State.Cr => "\r\n"u8,
            State.Dot => "."u8,
            _ => default,
        };
        _state = State.InLine;
        return rest;
    }

    private ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> input)
    {
        _state = State.InLine;
        var end = input.IndexOfAny((byte)'\r', (byte)'\n');
        if (end != 0)
        {
            var text = end < 0 ? input : input[..end];
            input = input[text.Length..];
            return text;
        }

        var isCr = input[0] == '\r';
        input = input[1..];
        _state = isCr ? State.Cr : unstuffsDots ? State.Repaired : State.InLine;
        return isCr ? default : "\r\n"u8;
    }
}
