using System.IO.Compression;

namespace Hikyaku.TranscriptTests;

/// <summary>A client's connection behind COMPRESS (RFC 4978): raw DEFLATE in both directions.</summary>
internal sealed class CompressedStream(Stream below) : Stream
{
    private readonly DeflateStream _input = new(below, CompressionMode.Decompress, leaveOpen: true);
    private readonly DeflateStream _output = new(below, CompressionLevel.Fastest, leaveOpen: true);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _input.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _output.WriteAsync(buffer, cancellationToken);

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _output.FlushAsync(cancellationToken);
        await below.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => _input.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => _output.Write(buffer, offset, count);

    public override void Flush() => _output.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // The connection goes first: nobody waits for the end mark of the compressor.
        below.Dispose();
        _input.Dispose();
        base.Dispose(disposing);
    }
}
