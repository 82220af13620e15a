namespace Hikyaku.Mail.Delivery;

/// <summary>Reads a stream that stays open when this one is closed.</summary>
internal sealed class BorrowedStream(Stream source) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => source.Length;

    public override long Position { get => source.Position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => source.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => source.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => source.ReadAsync(buffer, cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
