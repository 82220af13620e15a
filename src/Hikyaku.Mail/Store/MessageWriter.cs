using System.Buffers;

namespace Hikyaku.Mail.Store;

/// <summary>Takes the octets of a new message, in memory while they are few, then in a spool file. One writer, one message, one caller.</summary>
public sealed class MessageWriter : IAsyncDisposable
{
    private const long CheckEvery = 1 << 20;
    private readonly BlobId _id = BlobId.Create();
    private readonly int _memoryBytes;
    private readonly Func<BlobId, string> _spoolPath;
    private readonly Func<long, bool> _hasRoom;
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _buffered;
    private FileStream? _spool;
    private StoreUnavailableException? _failure;
    private long _checked;
    private uint _crc = Crc32C.Start;

    internal MessageWriter(int memoryBytes, Func<BlobId, string> spoolPath, Func<long, bool>? hasRoom = null) =>
        (_memoryBytes, _spoolPath, _hasRoom) = (memoryBytes, spoolPath, hasRoom ?? (_ => true));

    /// <summary>The octets so far.</summary>
    public long Length { get; private set; }

    /// <summary>Octets of memory that it holds.</summary>
    internal int Held => _buffer?.Length ?? 0;

    /// <summary>Adds octets. It never fails: a protocol must read a message to its end before it can say why it is not taken.</summary>
    public void Write(ReadOnlySpan<byte> octets)
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        Length += octets.Length;
        _crc = Crc32C.Append(_crc, octets);
        if (_spool is null && Length <= _memoryBytes)
        {
            Grow(octets.Length);
            octets.CopyTo(_buffer.AsSpan(_buffered));
            _buffered += octets.Length;
            return;
        }

        if (_failure is null)
        {
            Spool(octets);
        }
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte})"/>
    public void Write(ReadOnlySequence<byte> octets)
    {
        foreach (var piece in octets)
        {
            Write(piece.Span);
        }
    }

    /// <summary>Ends the message; the result is the caller's to dispose, and the writer is spent.</summary>
    /// <param name="returnPathLength">The octets of the leading Return-Path line.</param>
    /// <exception cref="StoreUnavailableException">The disk had no room for all octets, or failed; the writer must be disposed.</exception>
    public async ValueTask<MessageContent> Complete(int returnPathLength)
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        if (_failure is not null)
        {
            throw new StoreUnavailableException(_failure.Message, _failure) { IsFull = _failure.IsFull };
        }

        var buffer = _buffer;
        _buffer = null;
        if (_spool is not { } spool)
        {
            return MessageContent.FromPool(_id, buffer, _buffered, returnPathLength, Crc32C.End(_crc));
        }

        ArrayPool<byte>.Shared.Return(buffer);
        await spool.DisposeAsync();
        _spool = null;
        return MessageContent.FromSpool(_id, spool.Name, Length, returnPathLength, Crc32C.End(_crc));
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

    private void Spool(ReadOnlySpan<byte> octets)
    {
        if (Length >= _checked)
        {
            _checked = Length + CheckEvery;
            if (!_hasRoom(CheckEvery))
            {
                _failure = new StoreUnavailableException("The disk has too little room for the message.") { IsFull = true };
                return;
            }
        }

        try
        {
            _spool ??= StartSpool();
            _spool.Write(octets);
        }
        catch (IOException exception)
        {
            _failure = new StoreUnavailableException("The message can not be kept: " + exception.Message, exception) { IsFull = !_hasRoom(0) };
        }
    }

    private FileStream StartSpool()
    {
        var spool = new FileStream(_spoolPath(_id), FileMode.CreateNew, FileAccess.Write, FileShare.Read, 64 * 1024);
        spool.Write(_buffer.AsSpan(0, _buffered));

        // Many large messages may come at once, and slowly.
        ArrayPool<byte>.Shared.Return(_buffer!);
        (_buffer, _buffered) = ([], 0);
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
