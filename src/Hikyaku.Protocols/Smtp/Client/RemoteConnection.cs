using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>One connection to a server: commands out, replies in, each within its time.</summary>
internal sealed class RemoteConnection : IAsyncDisposable
{
    private const int BufferSize = 4096;
    private const int Closing = 421;
    private readonly SmtpClientLimits _limits;
    private readonly TimeProvider _time;
    private readonly Socket _socket;
    private Stream _stream;
    private byte[] _input = new byte[BufferSize];
    private int _inputLength;
    private bool _isBroken;

    /// <summary>How TLS came out so far.</summary>
    public TlsOutcome Tls { get; set; } = new();

    private RemoteConnection(Socket socket, SmtpClientLimits limits, TimeProvider time) =>
        (_socket, _stream, _limits, _time) = (socket, new NetworkStream(socket, ownsSocket: true), limits, time);

    public bool IsTls => _stream is SslStream;

    /// <summary>Nothing went wrong, the host did not say that it closes (RFC 5321 §3.8), and no reply came without a question.</summary>
    public bool IsUsable => !_isBroken && _inputLength == 0;

    /// <summary>Connects.</summary>
    /// <exception cref="RemoteConnectionException">Nobody answers there.</exception>
    public static async ValueTask<RemoteConnection> Open(RemoteHost host, SmtpClientLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        var socket = new Socket(host.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (host.Source is { } source)
            {
                Bind(socket, source);
            }

            using var limit = new TimeLimit(limits.Connect, time, cancellation);
            await socket.ConnectAsync(host.EndPoint, limit.Token);
            return new RemoteConnection(socket, limits, time) { Tls = new TlsOutcome { Source = (socket.LocalEndPoint as IPEndPoint)?.Address } };
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                throw new RemoteConnectionException(SmtpStatus.NoConnection with { Text = e is SocketException ? e.Message : SmtpStatus.NoConnection.Text }, e);
            }

            throw;
        }
    }

    /// <summary>Turns the connection to TLS; the host says which certificates will do.</summary>
    /// <param name="host">The host.</param>
    /// <param name="trust">Which authorities to trust; null: those of the system.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TlsFailedException">The handshake failed.</exception>
    public async ValueTask StartTls(RemoteHost host, X509ChainPolicy? trust, CancellationToken cancellation)
    {
        // RFC 3207 §4.2: nothing that came in clear counts; octets behind the reply were put there by someone.
        if (_inputLength > 0)
        {
            throw TlsFailedException.Of(new RemoteConnectionException(SmtpStatus.ProtocolError), null, Tls);
        }

        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        CertificateVerdict? verdict = null;
        var options = TlsOptions(host, trust, found => verdict = found);
        try
        {
            await Guard(_limits.Handshake, token => new ValueTask(tls.AuthenticateAsClientAsync(options, token)), cancellation);
            Tls = Tls with { Protocol = $"{tls.SslProtocol} {tls.NegotiatedCipherSuite}", Proof = verdict?.Proof ?? TlsProof.None, Failure = verdict?.Failure, Detail = verdict?.Detail };
        }
        catch (RemoteConnectionException e)
        {
            throw TlsFailedException.Of(e, host.VerifiesCertificate ? verdict : null, Tls);
        }
    }

    /// <summary>Sends octets.</summary>
    /// <exception cref="RemoteConnectionException">The connection is lost or stalls.</exception>
    public ValueTask Write(ReadOnlyMemory<byte> octets, TimeSpan time, CancellationToken cancellation) =>
        Guard(time, token => _stream.WriteAsync(octets, token), cancellation);

    /// <summary>Sends a command line.</summary>
    /// <exception cref="RemoteConnectionException">The connection is lost or stalls.</exception>
    public ValueTask Write(string command, TimeSpan time, CancellationToken cancellation) => Write(Encoding.UTF8.GetBytes(command + "\r\n"), time, cancellation);

    /// <summary>Sends a command and takes its reply.</summary>
    /// <exception cref="RemoteConnectionException">The connection is lost or stalls, or the answer is no reply.</exception>
    public async ValueTask<Reply> Ask(string command, TimeSpan time, CancellationToken cancellation)
    {
        await Write(command, time, cancellation);
        return await ReadReply(time, cancellation);
    }

    /// <summary>Takes the next reply.</summary>
    /// <exception cref="RemoteConnectionException">The connection is lost or stalls, or the answer is no reply.</exception>
    public async ValueTask<Reply> ReadReply(TimeSpan time, CancellationToken cancellation)
    {
        using var limit = new TimeLimit(time, _time, cancellation);
        while (true)
        {
            switch (ReplyParser.TryParse(_input.AsSpan(0, _inputLength), out var reply, out var consumed))
            {
                case ReplyParse.Done:
                    _input.AsSpan(consumed, _inputLength - consumed).CopyTo(_input);
                    _inputLength -= consumed;
                    _isBroken |= reply!.Code == Closing;
                    return reply;
                case ReplyParse.Malformed:
                    _isBroken = true;
                    throw new RemoteConnectionException(SmtpStatus.ProtocolError);
                default:
                    await Fill(limit.Token, cancellation);
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A close that waits for a peer that stalls would hold a worker; the conversation ended with QUIT.
        _socket.LingerState = new LingerOption(enable: false, 0);
        try
        {
            await _stream.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The peer was faster.
        }
    }

    private static void Bind(Socket socket, IPAddress source)
    {
        try
        {
            socket.Bind(new IPEndPoint(source, 0));
        }
        catch (SocketException e)
        {
            throw new RemoteConnectionException(SmtpStatus.NoSource with { Text = $"{SmtpStatus.NoSource.Text}: {source}: {e.Message}" }, e);
        }
    }

    private static SslClientAuthenticationOptions TlsOptions(RemoteHost host, X509ChainPolicy? trust, Action<CertificateVerdict> found) => new()
    {
        TargetHost = host.TlsName,
        EnabledSslProtocols = SslProtocols.None,
        // Certificates of strangers must not make this server fetch what they name.
        CertificateChainPolicy = trust ?? new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
        RemoteCertificateValidationCallback = (_, certificate, chain, problems) =>
        {
            var verdict = CertificateCheck.Judge(host, certificate, chain, problems);
            found(verdict);
            // RFC 7435 §3: where nobody asked for more, any certificate is better than none.
            return verdict.Failure is null || !host.VerifiesCertificate;
        },
    };

    private async ValueTask Fill(CancellationToken limit, CancellationToken cancellation)
    {
        if (_inputLength == _input.Length)
        {
            if (_input.Length >= _limits.ReplyOctets)
            {
                throw new RemoteConnectionException(SmtpStatus.ProtocolError);
            }

            Array.Resize(ref _input, _input.Length * 2);
        }

        var count = await Guard(token => _stream.ReadAsync(_input.AsMemory(_inputLength), token), limit, cancellation);
        _inputLength += count > 0 ? count : throw new RemoteConnectionException(SmtpStatus.ConnectionLost);
    }

    private async ValueTask Guard(TimeSpan time, Func<CancellationToken, ValueTask> action, CancellationToken cancellation)
    {
        using var limit = new TimeLimit(time, _time, cancellation);
        await Guard(async token => { await action(token); return true; }, limit.Token, cancellation);
    }

    private async ValueTask<T> Guard<T>(Func<CancellationToken, ValueTask<T>> action, CancellationToken limit, CancellationToken cancellation)
    {
        try
        {
            return await action(limit);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or ObjectDisposedException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            _isBroken = true;
            throw new RemoteConnectionException(SmtpStatus.ConnectionLost, e);
        }
    }
}
