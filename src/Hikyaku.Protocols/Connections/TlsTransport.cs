using System.IO.Pipelines;
using System.Net.Security;
using Hikyaku.Mail.Certificates;

namespace Hikyaku.Protocols.Connections;

/// <summary>TLS over the pipes of a connection, itself a pair of pipes.</summary>
internal sealed class TlsTransport : IDuplexPipe, IAsyncDisposable
{
    // One TLS record (RFC 8446 §5.1) a buffer, so that a long answer is not cut into small records.
    private static readonly StreamPipeWriterOptions Writing = new(minimumBufferSize: 16 * 1024, leaveOpen: true);

    // Zero-byte reads: an idle connection holds no buffer.
    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: 4096, minimumReadSize: 1024, leaveOpen: true, useZeroByteReads: true);

    private readonly SslStream _stream;
    private readonly ServerCertificate _certificate;

    private TlsTransport(SslStream stream, ServerCertificate certificate)
    {
        _stream = stream;
        _certificate = certificate;
        Input = PipeReader.Create(stream, Reading);
        Output = PipeWriter.Create(stream, Writing);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public TlsFacts Facts => new(
        _stream.SslProtocol, _stream.NegotiatedCipherSuite, string.IsNullOrEmpty(_stream.TargetHostName) ? null : _stream.TargetHostName, _certificate.EndPointBinding, default);

    /// <summary>Does the handshake as a server.</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The client does not speak TLS, or not ours.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The handshake took too long.</exception>
    public static async Task<TlsTransport> Accept(IDuplexPipe below, CertificateStore certificates, CancellationToken ct)
    {
        var stream = new SslStream(new DuplexPipeStream(below.Input, below.Output), leaveInnerStreamOpen: true);
        ServerCertificate? chosen = null;
        try
        {
            await stream.AuthenticateAsServerAsync(
                (_, hello, _, _) =>
                {
                    chosen = certificates.Select(hello.ServerName);
                    return ValueTask.FromResult(chosen.TlsOptions);
                },
                state: null, ct);
            return new TlsTransport(stream, chosen!);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends close_notify (RFC 8446 §6.1), so that the client can tell the end from a cut.</summary>
    public async Task Shutdown()
    {
        await Output.CompleteAsync();
        await _stream.ShutdownAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync();
        await _stream.DisposeAsync();
    }
}
