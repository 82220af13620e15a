using System.IO.Pipelines;
using System.Net;
using System.Security.Authentication;
using Hikyaku.Formats.Fronts;
using Hikyaku.Mail.Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Protocols.Connections;

/// <summary>A client's connection: its octets, who and where it is, and whether TLS protects it.</summary>
/// <remarks>One session uses it, one call at a time; only <see cref="Interrupt"/> and <see cref="Abort"/> may be called from elsewhere.</remarks>
public sealed class MailConnection
{
    private readonly ConnectionContext _context;
    private readonly ConnectionTable _table;
    private readonly CertificateStore _certificates;
    private readonly ILogger _logger;
    private LineReader? _reader;
    private TlsTransport? _tls;
    private DeflateTransport? _deflate;
    private volatile PipeReader _input;
    private volatile bool _aborted;

    internal MailConnection(ConnectionContext context, Listener listener, ConnectionTable table, CertificateStore certificates, ILogger logger)
    {
        _context = context;
        _table = table;
        _certificates = certificates;
        _logger = logger;
        _input = context.Transport.Input;
        Id = table.NextId();
        Listener = listener;
        ReadDeadline = new Deadline(table.Time);
        WriteDeadline = new Deadline(table.Time);
        Output = new GuardedWriter(this, context.Transport.Output);
        Neighbour = Plain(context.RemoteEndPoint);
        Remote = Neighbour;
        Local = Plain(context.LocalEndPoint);
    }

    /// <summary>Names the session in the log.</summary>
    public string Id { get; }

    /// <summary>What the client sends. Prefer a <see cref="LineReader"/>, which knows time-outs and the server's stop.</summary>
    public PipeReader Input
    {
        get
        {
            _reader?.Release();
            return _input;
        }
    }

    /// <summary>What the client gets, after a flush.</summary>
    public PipeWriter Output { get; private set; }

    /// <summary>The client's address and port; IPv4 in its own form.</summary>
    /// <remarks>Behind a front it is the front's client, once the front has told.</remarks>
    public IPEndPoint Remote { get; private set; }

    /// <summary>Our address and port, or those of the front that the client came to.</summary>
    public IPEndPoint Local { get; private set; }

    /// <summary>The host at the other end of the connection itself: the client, or its front.</summary>
    public IPEndPoint Neighbour { get; }

    /// <summary>Where the client came in.</summary>
    public Listener Listener { get; }

    /// <summary>TLS protects the connection, here or up to its front.</summary>
    public bool IsTls => Tls is not null || FrontTls is not null;

    /// <summary>What TLS agreed on here; null without TLS.</summary>
    public TlsFacts? Tls { get; private set; }

    /// <summary>The TLS that a front ended for the client; null without.</summary>
    public ProxyTls? FrontTls { get; private set; }

    /// <summary>Version and cipher suite of the TLS that the client speaks, as words; null without TLS.</summary>
    public (string Version, string Cipher)? TlsNames =>
        Tls is { } own ? (own.ProtocolName, own.CipherSuite.ToString()) : FrontTls is { } front ? (front.Version, front.Cipher) : null;

    /// <summary>Both directions are compressed.</summary>
    public bool IsCompressed => _deflate is not null;

    /// <summary>A password may pass now: TLS protects it, or the listener trusts the client's network.</summary>
    public bool AllowsPlaintextAuth => IsTls || Listener.AllowsPlaintextAuth(Remote.Address);

    /// <summary>The server shuts down: finish the command and say bye.</summary>
    public CancellationToken Stopping => _table.Stopping;

    /// <summary>The connection is gone.</summary>
    public CancellationToken Closed => _context.ConnectionClosed;

    /// <summary>The clock of all time-outs.</summary>
    public TimeProvider Time => _table.Time;

    internal ConnectionLimits Limits => _table.Limits;

    internal Deadline ReadDeadline { get; }

    internal Deadline WriteDeadline { get; }

    internal PipeReader RawInput => _input;

    /// <summary>Starts TLS after the positive reply has been flushed. False: the connection must be closed without another word.</summary>
    public async ValueTask<bool> StartTls(CancellationToken ct)
    {
        if (_tls is not null)
            throw new InvalidOperationException("The connection has TLS already.");

        if (!HasPlaintextPipelined())
            return await Handshake(ct);

        ConnectionLog.PipelinedBeforeTls(_logger, Id, Remote);
        return false;
    }

    /// <summary>Compresses both directions, inside TLS, after the positive reply has been flushed (RFC 4978 §3).</summary>
    public void Compress()
    {
        if (_deflate is not null)
            throw new InvalidOperationException("The connection is compressed already.");

        _deflate = DeflateTransport.Over(Input, Output);
        _input = _deflate.Input;
        Output = _deflate.Output;
    }

    /// <summary>Gives back what memory a quiet connection does not need.</summary>
    public void Rest() => _deflate?.Rest();

    /// <summary>Ends a waiting read with <see cref="ReadStatus.Interrupted"/>, or the next one if none waits. Safe from any thread.</summary>
    public void Interrupt()
    {
        IsInterrupted = true;
        _input.CancelPendingRead();
    }

    /// <summary>Cuts the connection at once. Safe from any thread.</summary>
    public void Abort()
    {
        _aborted = true;
        _context.Abort();
    }

    internal bool IsInterrupted { get; set; }

    /// <summary>A front has told for whom it speaks; what it leaves out stays.</summary>
    internal void SpeakFor(IPEndPoint? remote, IPEndPoint? local, ProxyTls? tls)
    {
        Remote = remote is null ? Remote : Plain(remote);
        Local = local is null ? Local : Plain(local);
        FrontTls = tls ?? FrontTls;
    }

    /// <summary>The same later in the dialogue; false when that client has too many connections.</summary>
    internal bool TrySpeakFor(IPEndPoint remote, IPEndPoint local)
    {
        SpeakFor(remote, local, null);
        return _table.TryMove(this);
    }

    internal void Attach(LineReader reader) => _reader = reader;

    internal void WakeReader() => _input.CancelPendingRead();

    internal void CheckDeadlines(long now)
    {
        if (WriteDeadline.IsOver(now))
            Abort();
        else if (ReadDeadline.IsOver(now))
            WakeReader();
    }

    internal async Task<bool> Handshake(CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(Limits.Handshake, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct, Closed);
        try
        {
            _tls = await TlsTransport.Accept(_context.Transport, _certificates, either.Token);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException)
        {
            ConnectionLog.HandshakeFailed(_logger, Id, Remote, deadline.IsCancellationRequested ? "it took too long" : e.InnerException?.Message ?? e.Message);
            return false;
        }

        Tls = _tls.Facts;
        _input = _tls.Input;
        Output = new GuardedWriter(this, _tls.Output);
        return true;
    }

    /// <summary>Sends what is left, ends TLS in order, and closes.</summary>
    internal async Task Close()
    {
        WriteDeadline.Set(Limits.Handshake);
        ReadDeadline.Clear();
        _reader?.Release();
        try
        {
            var talks = ClientTalks();
            if (_deflate is not null)
                await EndCompression(_deflate);
            if (_tls is not null)
                await CloseTls(_tls);
            if (talks)
                await DropInput();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException or InvalidDataException)
        {
            // The client was faster.
        }
        finally
        {
            await _context.DisposeAsync();
        }
    }

    /// <summary>The client has sent more than the session wanted to read.</summary>
    private bool ClientTalks()
    {
        if (_aborted || Closed.IsCancellationRequested || !_input.TryRead(out var rest))
            return false;

        _input.AdvanceTo(rest.Buffer.Start);
        return !rest.Buffer.IsEmpty;
    }

    // To close with unread input resets the connection, and a reset takes our last reply away from a client that has not read it yet.
    private async Task DropInput()
    {
        using var end = new CancellationTokenSource(Limits.Linger, Time);
        var input = _context.Transport.Input;
        ReadResult rest;
        do
        {
            rest = await input.ReadAsync(end.Token);
            input.AdvanceTo(rest.Buffer.End);
        }
        while (!rest.IsCompleted);
    }

    private async Task EndCompression(DeflateTransport deflate)
    {
        _input = _tls?.Input ?? _context.Transport.Input;
        await deflate.DisposeAsync();
    }

    private async Task CloseTls(TlsTransport tls)
    {
        try
        {
            if (!_aborted && !Closed.IsCancellationRequested)
                await tls.Shutdown();
        }
        finally
        {
            _input = _context.Transport.Input;
            await tls.DisposeAsync();
        }
    }

    // RFC 3207 §4, RFC 9051 §6.2.1: nothing that came in the clear may survive into the protected session. A ClientHello
    // (record type 22) that was faster than this look belongs to TLS; anything else was pipelined behind the command.
    private bool HasPlaintextPipelined()
    {
        const byte HandshakeRecord = 22;
        if (!Input.TryRead(out var result))
            return false;

        var found = !result.Buffer.IsEmpty && result.Buffer.FirstSpan[0] != HandshakeRecord;
        _input.AdvanceTo(result.Buffer.Start);
        return found;
    }

    private static IPEndPoint Plain(EndPoint? endPoint) => endPoint is not IPEndPoint ip
        ? new IPEndPoint(IPAddress.None, 0)
        : ip.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(ip.Address.MapToIPv4(), ip.Port) : ip;
}
