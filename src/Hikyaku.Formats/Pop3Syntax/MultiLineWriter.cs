using System.Buffers;

namespace Hikyaku.Formats.Pop3Syntax;

/// <summary>
/// Writes a message as the multi-line response of RETR or TOP (RFC 1939 §3): lines that begin with a dot get a second one, and a line with a
/// single dot ends it. Takes the message in pieces of any size.
/// </summary>
/// <param name="bodyLines">How many lines of the body TOP wants; null for all.</param>
public sealed class MultiLineWriter(int? bodyLines)
{
    // Outlook stops at a NUL; 0x80 is what other servers send instead.
    private const byte InsteadOfNul = 0x80;
    private bool _isAtLineStart = true;
    private bool _endsWithCr;
    private bool _endsWithCrLf = true;
    private bool _isInBody;
    private int _lineLength;
    private int _linesLeft = bodyLines ?? int.MaxValue;

    /// <summary>Whether the wanted lines are written and the rest of the message is not needed.</summary>
    public bool IsComplete => _isInBody && _linesLeft == 0;

    /// <summary>Writes the next piece of the message, which has CRLF line ends.</summary>
    public void Write(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (!piece.IsEmpty && !IsComplete)
        {
            if (_isAtLineStart && piece[0] == '.')
            {
                output.Write("."u8);
            }

            var end = piece.IndexOf((byte)'\n');
            var line = end < 0 ? piece : piece[..(end + 1)];
            _endsWithCrLf = end == 0 ? _endsWithCr : end > 0 && piece[end - 1] == '\r';
            _endsWithCr = line[^1] == '\r';
            WriteWithoutNul(line, output);
            _lineLength += line.Length;
            _isAtLineStart = end >= 0;
            if (_isAtLineStart)
            {
                EndLine();
            }

            piece = piece[line.Length..];
        }
    }

    /// <summary>Ends the response.</summary>
    public void Finish(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!_endsWithCrLf)
        {
            output.Write("\r\n"u8);
        }

        // Outlook Express waits for ever for the empty line of a message that has none.
        if (!_isInBody)
        {
            output.Write("\r\n"u8);
        }

        output.Write(".\r\n"u8);
    }

    private void EndLine()
    {
        if (_isInBody)
        {
            _linesLeft--;
        }
        else
        {
            _isInBody = _lineLength == 2 && _endsWithCrLf;
        }

        _lineLength = 0;
    }

    private static void WriteWithoutNul(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        for (var at = line.IndexOf((byte)0); at >= 0; at = line.IndexOf((byte)0))
        {
            output.Write(line[..at]);
            output.Write([InsteadOfNul]);
            line = line[(at + 1)..];
        }

        output.Write(line);
    }
}
