using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace Hikyaku.InteropTests;

/// <summary>The mail server of the rest of the world, on loopback: takes any number of connections, says what its script tells it, and keeps what it took.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly Channel<TakenMail> _arrivals = Channel.CreateUnbounded<TakenMail>();
    private readonly Task _accepting;
    private int _connections;

    public MailSink(X509Certificate2? certificate = null, IPAddress? address = null)
    {
        _certificate = certificate;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"smtp://127.0.0.1:{Port}";

    /// <summary>The reply to a command line other than the usual one; "(end)" is the final dot. Null: the usual one.</summary>
    public Func<string, string?> Script { get; set; } = _ => null;

    /// <summary>Every message that was answered with 250.</summary>
    public ConcurrentQueue<TakenMail> Taken { get; } = new();

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The next message; fails when none comes.</summary>
    public async Task<TakenMail> Next()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _arrivals.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(Talk(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client)
    {
        var number = Interlocked.Increment(ref _connections);
        using (client)
        {
            try
            {
                await Say(client.GetStream(), "220 sink.example ESMTP");
                if (await Converse(client.GetStream(), number, isTls: false))
                    await ConverseSecurely(client.GetStream(), number);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The peer left, or the test is over.
            }
        }
    }

    private async Task ConverseSecurely(NetworkStream clear, int number)
    {
        await using var tls = new SslStream(clear);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        await Converse(tls, number, isTls: true);
    }

    // Returns true when TLS begins.
    private async Task<bool> Converse(Stream stream, int number, bool isTls)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, false, 4096, leaveOpen: true);
        var (from, to) = ("", new List<string>());
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var reply = Script(line) ?? Usual(verb, isTls);
            if (verb == "MAIL")
                (from, to) = (Path(line), []);
            else if (verb == "RCPT" && reply.StartsWith('2'))
                to.Add(Path(line));
            else if (verb == "DATA" && to.Count == 0)
                reply = "503 5.5.1 no recipients";
            await Say(stream, reply);
            if (verb == "STARTTLS" && reply.StartsWith('2'))
                return true;
            if (verb == "DATA" && reply.StartsWith('3'))
                await Take(stream, new TakenMail(from, [.. to], await ReadData(reader), isTls, number));
            if (verb == "QUIT")
                return false;
        }

        return false;
    }

    private async Task Take(Stream stream, TakenMail mail)
    {
        var reply = Script("(end)") ?? "250 2.0.0 taken";
        if (reply.StartsWith('2'))
        {
            // Before the reply: who hears it may ask at once.
            Taken.Enqueue(mail);
            _arrivals.Writer.TryWrite(mail);
        }

        await Say(stream, reply);
    }

    private async Task<string> ReadData(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line == ".")
                return data.ToString();
            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        throw new IOException("The peer left inside of a message.");
    }

    private string Usual(string verb, bool isTls) => verb switch
    {
        "EHLO" when _certificate is not null && !isTls => "250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 STARTTLS",
        "EHLO" => "250-sink.example\r\n250-PIPELINING\r\n250 8BITMIME",
        "DATA" => "354 go",
        "QUIT" => "221 2.0.0 bye",
        "STARTTLS" => "220 2.0.0 go",
        _ => "250 2.0.0 ok",
    };

    private static string Path(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    private async Task Say(Stream stream, string reply) => await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), _stop.Token);
}
