using System.Buffers;
using System.IO.Pipelines;
using Hikyaku.Formats.Fronts;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Protocols.Connections;

/// <summary>Takes the PROXY header off a connection that a named front passes on.</summary>
internal static class ProxyFront
{
    /// <summary>Learns who the client is. False: the front said nothing that makes sense, and the connection must be closed without a word.</summary>
    public static async ValueTask<bool> Meet(MailConnection connection, ILogger logger)
    {
        if (!connection.Listener.IsProxy(connection.Neighbour.Address))
            return true;

        // Without a header the front's own address would count as the client's, and whoever trusts the front would trust everybody.
        var result = await Read(connection);
        if (result.Header is { } header)
        {
            connection.SpeakFor(header.Source, header.Destination, header.Tls);
            return true;
        }

        ConnectionLog.NoProxyHeader(logger, connection.Id, connection.Neighbour, result.Problem!);
        return false;
    }

    private static async Task<ProxyHeaderResult> Read(MailConnection connection)
    {
        using var deadline = new CancellationTokenSource(connection.Limits.ProxyHeader, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, connection.Stopping, connection.Closed);
        try
        {
            return await Read(connection.RawInput, either.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return new ProxyHeaderResult(null, 0, deadline.IsCancellationRequested ? "it did not come in time" : "the connection ended");
        }
    }

    private static async Task<ProxyHeaderResult> Read(PipeReader input, CancellationToken ct)
    {
        while (true)
        {
            var read = await input.ReadAsync(ct);
            var result = Look(read.Buffer);
            input.AdvanceTo(read.Buffer.GetPosition(result.Length), result.NeedsMore ? read.Buffer.End : read.Buffer.GetPosition(result.Length));
            if (!result.NeedsMore)
                return result;
            if (read.IsCompleted)
                return new ProxyHeaderResult(null, 0, "the connection ended within it");
        }
    }

    private static ProxyHeaderResult Look(in ReadOnlySequence<byte> buffer) => buffer.IsSingleSegment
        ? ProxyHeaderReader.Read(buffer.FirstSpan)
        : ProxyHeaderReader.Read(buffer.Slice(0, Math.Min(buffer.Length, ProxyHeaderReader.MaxLength)).ToArray());
}
