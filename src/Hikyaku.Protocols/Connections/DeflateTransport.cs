using System.IO.Compression;
using System.IO.Pipelines;

namespace Hikyaku.Protocols.Connections;

/// <summary>Compression over the pipes of a connection (RFC 4978), itself a pair of pipes.</summary>
/// <remarks>
/// Limits: input is decompressed only as far as the session reads, a few KiB at a time, so that a client gains nothing from octets that
/// grow. Security: a client that mixes secrets with octets of others in one compressed stream tells by its length what they share; sign-in comes first here.
/// </remarks>
internal sealed class DeflateTransport : IDuplexPipe, IAsyncDisposable
{
    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: 4096, minimumReadSize: 1024, useZeroByteReads: true);
    private readonly DeflateWriter _output;

    private DeflateTransport(PipeReader input, PipeWriter output)
    {
        Input = PipeReader.Create(new DeflateStream(new DuplexPipeStream(input, output), CompressionMode.Decompress), Reading);
        _output = new DeflateWriter(output);
    }

    /// <summary>Begins to compress both directions.</summary>
    public static DeflateTransport Over(PipeReader input, PipeWriter output) => new(input, output);

    public PipeReader Input { get; }

    public PipeWriter Output => _output;

    /// <summary>Gives the compressor's memory back while nothing is said.</summary>
    public void Rest() => _output.Rest();

    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync();
        _output.Dispose();
    }
}
