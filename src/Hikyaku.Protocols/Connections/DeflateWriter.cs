using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Hikyaku.Protocols.Connections;

/// <summary>Compresses what is written and hands it on at each flush, so that the client can read all of it at once (RFC 4978 §3).</summary>
/// <remarks>Limits: it holds what was written since the last flush, which sessions keep small; between two flushes it has no buffer.</remarks>
internal sealed class DeflateWriter(PipeWriter below) : PipeWriter, IDisposable
{
    private const int Least = 4096;
    private byte[] _plain = [];
    private int _count;
    private DeflateSink? _sink;
    private DeflateStream? _deflater;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _count;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _plain.Length - _count);
        _count += bytes;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _plain.AsMemory(_count);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void CancelPendingFlush() => below.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => below.Complete(exception);

    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        await FlushAsync(CancellationToken.None);
        await below.CompleteAsync(exception);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_count > 0)
        {
            _sink ??= new DeflateSink(below);
            _deflater ??= new DeflateStream(_sink, CompressionLevel.Fastest, leaveOpen: true);
            _deflater.Write(_plain, 0, _count);
            _deflater.Flush();
            GiveBack();
        }

        return below.FlushAsync(cancellationToken);
    }

    /// <summary>Gives the compressor's memory back until there is more to say: the next octets refer to nothing before them.</summary>
    public void Rest()
    {
        _sink?.Close();
        _deflater?.Dispose();
        (_sink, _deflater) = (null, null);
    }

    public void Dispose()
    {
        Rest();
        GiveBack();
    }

    private void Grow(int more)
    {
        if (_plain.Length - _count >= more)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Least, Math.Max(_plain.Length * 2, _count + more)));
        _plain.AsSpan(0, _count).CopyTo(larger);
        var count = _count;
        GiveBack();
        (_plain, _count) = (larger, count);
    }

    private void GiveBack()
    {
        if (_plain.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_plain);
        }

        (_plain, _count) = ([], 0);
    }
}
