using System.Buffers;

namespace Hikyaku.Mail.Store;

/// <summary>Takes the octets of a new message, in memory while they are few, then in a spool file. One writer, one message, one caller.</summary>
public sealed class MessageWriter : IAsyncDisposable
{
    private readonly BlobId _id = BlobId.Create();
    private readonly int _memoryBytes;
    private readonly Func<BlobId, string> _spoolPath;
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _buffered;
    private FileStream? _spool;

    internal MessageWriter(int memoryBytes, Func<BlobId, string> spoolPath) => (_memoryBytes, _spoolPath) = (memoryBytes, spoolPath);

    /// <summary>The octets so far.</summary>
    public long Length { get; private set; }

    /// <summary>Adds octets.</summary>
    /// <exception cref="IOException">The spool file can not be written.</exception>
    public void Write(ReadOnlySpan<byte> octets)
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        Length += octets.Length;
        if (_spool is null && Length <= _memoryBytes)
        {
            Grow(octets.Length);
            octets.CopyTo(_buffer.AsSpan(_buffered));
            _buffered += octets.Length;
            return;
        }

        _spool ??= StartSpool();
        _spool.Write(octets);
    }

    /// <summary>Adds octets.</summary>
    /// <exception cref="IOException">The spool file can not be written.</exception>
    public void Write(ReadOnlySequence<byte> octets)
    {
        foreach (var piece in octets)
        {
            Write(piece.Span);
        }
    }

    /// <summary>Ends the message; the result is the caller's to dispose, and the writer is spent.</summary>
    /// <param name="returnPathLength">The octets of the leading Return-Path line.</param>
    public async ValueTask<MessageContent> Complete(int returnPathLength)
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        var buffer = _buffer;
        _buffer = null;
        if (_spool is not { } spool)
        {
            return MessageContent.FromPool(_id, buffer, _buffered, returnPathLength);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        await spool.DisposeAsync();
        _spool = null;
        return MessageContent.FromSpool(_id, spool.Name, Length, returnPathLength);
    }

    /// <summary>Forgets a message that was not completed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (_spool is { } spool)
        {
            _spool = null;
            await spool.DisposeAsync();
            File.Delete(spool.Name);
        }
    }

    private FileStream StartSpool()
    {
        var spool = new FileStream(_spoolPath(_id), FileMode.CreateNew, FileAccess.Write, FileShare.Read, 64 * 1024);
        spool.Write(_buffer.AsSpan(0, _buffered));
        return spool;
    }

    private void Grow(int more)
    {
        if (_buffered + more <= _buffer!.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _buffered + more));
        _buffer.AsSpan(0, _buffered).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
