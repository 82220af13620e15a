using System.IO.Pipelines;

namespace Hikyaku.Protocols.Connections;

/// <summary>The output of a connection: a flush that a client leaves unread for too long cuts the connection.</summary>
internal sealed class GuardedWriter(MailConnection connection, PipeWriter inner) : PipeWriter
{
    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override void Advance(int bytes) => inner.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var flush = inner.FlushAsync(cancellationToken);
        return flush.IsCompletedSuccessfully ? flush : Watch(flush);
    }

    private async ValueTask<FlushResult> Watch(ValueTask<FlushResult> flush)
    {
        connection.WriteDeadline.Set(connection.Limits.Write);
        try
        {
            return await flush;
        }
        finally
        {
            connection.WriteDeadline.Clear();
        }
    }
}
