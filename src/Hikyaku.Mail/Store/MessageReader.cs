using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Mail.Store;

/// <summary>Reads the octets of a stored message at any place; stays good after the message is expunged.</summary>
/// <param name="file">The open file; the reader closes it.</param>
public sealed class MessageReader(SafeFileHandle file) : IDisposable
{
    /// <summary>The octets of the message.</summary>
    public long Length { get; } = RandomAccess.GetLength(file);

    /// <summary>Reads from <paramref name="offset"/> on; fewer octets than asked for come only at the end.</summary>
    /// <exception cref="IOException">The file can not be read.</exception>
    public ValueTask<int> Read(Memory<byte> buffer, long offset, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(buffer.Span, offset));
    }

    /// <inheritdoc cref="Read(Memory{byte}, long, CancellationToken)"/>
    public int Read(Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var count = RandomAccess.Read(file, buffer[total..], offset + total);
            if (count == 0)
            {
                break;
            }

            total += count;
        }

        return total;
    }

    /// <summary>The octets as a stream, which must be closed before the reader.</summary>
    public Stream OpenStream() => new MessageReaderStream(this);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
