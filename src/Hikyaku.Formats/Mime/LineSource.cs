namespace Hikyaku.Formats.Mime;

/// <summary>
/// Gives the lines of a message one after the other with their offsets, from memory or from a stream with a bounded buffer.
/// A line longer than the buffer comes in pieces.
/// </summary>
internal ref struct LineSource
{
    private const int BufferSize = 128 * 1024;
    private readonly Stream? _stream;
    private readonly byte[] _buffer;
    private ReadOnlySpan<byte> _window;
    private bool _atEnd;

    public LineSource(ReadOnlySpan<byte> message)
    {
        _window = message;
        _buffer = [];
        _atEnd = true;
        IsLineStart = true;
    }

    public LineSource(Stream message)
    {
        _stream = message;
        _buffer = new byte[BufferSize];
        IsLineStart = true;
    }

    /// <summary>The current piece with its line end.</summary>
    public ReadOnlySpan<byte> Line { get; private set; }

    /// <summary>The offset of the current piece in the message.</summary>
    public long Offset { get; private set; }

    /// <summary>The offset after the current piece.</summary>
    public long End { get; private set; }

    /// <summary>Whether the current piece begins a line.</summary>
    public bool IsLineStart { get; private set; }

    /// <summary>Whether the current piece ends with a line feed.</summary>
    public bool HasLineEnd { get; private set; }

    /// <summary>The octets of the line end of the current piece: 0, 1 or 2.</summary>
    public readonly int LineEndLength => !HasLineEnd ? 0 : Line.Length > 1 && Line[^2] == '\r' ? 2 : 1;

    /// <summary>The current piece without its line end.</summary>
    public readonly ReadOnlySpan<byte> Content => Line[..^LineEndLength];

    /// <summary>Goes to the next piece; false at the end of the message.</summary>
    public bool Next()
    {
        IsLineStart = End == 0 || HasLineEnd;
        var length = _window.IndexOf((byte)'\n') + 1;
        if (length == 0)
        {
            Refill();
            length = _window.IndexOf((byte)'\n') + 1;
        }

        HasLineEnd = length > 0;
        length = HasLineEnd ? length : _window.Length;
        Line = _window[..length];
        _window = _window[length..];
        Offset = End;
        End += length;
        return length > 0;
    }

    private void Refill()
    {
        if (_atEnd)
        {
            return;
        }

        _window.CopyTo(_buffer);
        var filled = _window.Length;
        while (filled < _buffer.Length)
        {
            var read = _stream!.Read(_buffer, filled, _buffer.Length - filled);
            if (read == 0)
            {
                _atEnd = true;
                break;
            }

            filled += read;
        }

        _window = _buffer.AsSpan(0, filled);
    }
}
