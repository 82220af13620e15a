namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>
/// Gives message octets the form of DATA: a dot before each line that starts with one (RFC 5321 §4.5.2), every line ended by CRLF,
/// and no bare CR or LF (RFC 5321 §2.3.8), so that no server sees an end of data inside of the message.
/// </summary>
internal struct DotStuffing
{
    private bool _isInLine;
    private bool _isAfterCr;

    /// <summary>How many octets the output of a block may take at most.</summary>
    public static int MaxOutput(int input) => (input * 2) + 2;

    /// <summary>Writes a block; what it leaves open goes on in the next one.</summary>
    public int Write(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var written = 0;
        foreach (var octet in input)
        {
            if (octet == '\n')
            {
                written += EndLine(output[written..]);
                continue;
            }

            // A CR without LF ends the line too.
            if (_isAfterCr)
            {
                written += EndLine(output[written..]);
            }

            if (octet == '\r')
            {
                _isAfterCr = true;
                continue;
            }

            if (!_isInLine && octet == '.')
            {
                output[written++] = (byte)'.';
            }

            output[written++] = octet;
            _isInLine = true;
        }

        return written;
    }

    /// <summary>Writes the end of the data.</summary>
    public int Complete(Span<byte> output)
    {
        var written = _isInLine || _isAfterCr ? EndLine(output) : 0;
        ".\r\n"u8.CopyTo(output[written..]);
        return written + 3;
    }

    private int EndLine(Span<byte> output)
    {
        (_isInLine, _isAfterCr) = (false, false);
        "\r\n"u8.CopyTo(output);
        return 2;
    }
}
