using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Hikyaku.TranscriptTests;

/// <summary>One client of a transcript: a socket, in the clear or with TLS, as lines of Latin-1 so that every octet is a character.</summary>
internal sealed class TranscriptClient(Stream stream) : IAsyncDisposable
{
    // A hung server fails the transcript; nothing waits for this long otherwise.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _buffer = new byte[4096];
    private Stream _stream = stream;
    private int _start;
    private int _end;

    public static async Task<TranscriptClient> Connect(IPEndPoint endPoint, bool tls, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint, ct);
        var client = new TranscriptClient(new NetworkStream(socket, ownsSocket: true));
        if (tls)
            await client.StartTls(ct);
        return client;
    }

    public async Task StartTls(CancellationToken ct)
    {
        if (_start != _end)
            throw new InvalidOperationException($"The server sent more before TLS: {Encoding.Latin1.GetString(_buffer, _start, _end - _start)}");

        var tls = new SslStream(_stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "mail.example.test" }, ct);
        _stream = tls;
    }

    public void Compress() => _stream = new CompressedStream(_stream);

    public async Task Send(string octets, CancellationToken ct)
    {
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(octets), ct);
        await _stream.FlushAsync(ct);
    }

    /// <summary>The next line without its CRLF; null at the end of the connection.</summary>
    /// <exception cref="TimeoutException">The server says nothing.</exception>
    public async Task<string?> ReadLine(CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        var line = new StringBuilder();
        try
        {
            while (true)
            {
                if (_start == _end && !await Fill(deadline.Token))
                    return line.Length == 0 ? null : line.ToString();

                var c = (char)_buffer[_start++];
                if (c == '\n')
                    return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.Append("<bare LF>").ToString();
                line.Append(c);
            }
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The server sent nothing more after \"{line}\".", e);
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<bool> Fill(CancellationToken ct)
    {
        try
        {
            _start = 0;
            _end = await _stream.ReadAsync(_buffer, ct);
            return _end > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
