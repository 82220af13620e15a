using System.Text;

namespace Hikyaku.Control;

/// <summary>Sends text as frames: at each flush, and when much has gathered.</summary>
internal sealed class ControlWriter(ControlStream stream, Func<string, ControlFrame> frame) : TextWriter
{
    private const int Chunk = 16 * 1024;
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            _text.Append(value);
        }
    }

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _text.Append(value);
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <summary>Left to the next asynchronous flush, since nothing may block on the socket.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync() => FlushAsync(CancellationToken.None);

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (Take() is { Length: > 0 } text)
        {
            await stream.Write(frame(text), cancellationToken);
        }
    }

    private string Take()
    {
        lock (_gate)
        {
            // A surrogate pair is not cut in two.
            var length = Math.Min(_text.Length, Chunk);
            length -= length < _text.Length && char.IsHighSurrogate(_text[length - 1]) ? 1 : 0;
            var text = _text.ToString(0, length);
            _text.Remove(0, length);
            return text;
        }
    }
}
