using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hikyaku.Tests.Smtp.Client;

/// <summary>An SMTP server on loopback that says what a script tells it: one reply per line read, and one after the end of data.</summary>
public sealed class ScriptedPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _answer;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>With what STARTTLS really begins TLS; without it the script's words are all there is.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Starts the server.</summary>
    /// <param name="answer">The reply to a line; "(greeting)" and "(end)" stand for the connection and the final dot; null closes the connection, "" stays silent.</param>
    public ScriptedPeer(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(Accept);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public List<string> Lines { get; } = [];

    public List<byte> Data { get; } = [];

    public int Connections { get; private set; }

    /// <summary>A well-behaved server with the given extensions, except for what <paramref name="answer"/> says.</summary>
    public static ScriptedPeer Good(string extensions = "", Func<string, string?>? answer = null, string close = "(never)", X509Certificate2? certificate = null) => new(line =>
        line.StartsWith(close, StringComparison.Ordinal) ? null : answer?.Invoke(line) ?? line switch
        {
            "(greeting)" => "220 peer.example ESMTP",
            "(end)" => "250 2.0.0 taken",
            "DATA" => "354 go",
            "QUIT" => "221 bye",
            _ when line.StartsWith("EHLO", StringComparison.Ordinal) => string.Join("\r\n", [.. $"peer.example {extensions}".Trim().Split(' ').SkipLast(1).Select(w => $"250-{w}"), $"250 {$"peer.example {extensions}".Trim().Split(' ')[^1]}"]),
            _ => "250 ok",
        })
    {
        Certificate = certificate,
    };

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                await Talk(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException or IOException or AuthenticationException)
        {
            // The test is over.
        }
    }

    private async Task Talk(Stream stream)
    {
        var isTls = stream is SslStream;
        if (!isTls && !await Say(stream, "(greeting)"))
        {
            return;
        }

        var pending = new List<byte>();
        var buffer = new byte[8192];
        var inData = false;
        while (true)
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return;
            }

            pending.AddRange(buffer[..count]);
            int end;
            while ((end = pending.IndexOf((byte)'\n')) >= 0)
            {
                var line = Encoding.UTF8.GetString([.. pending[..end]]).TrimEnd('\r');
                var octets = pending[..(end + 1)];
                pending.RemoveRange(0, end + 1);
                if (inData && line != ".")
                {
                    Data.AddRange(octets);
                    if (_answer("(data)") is null)
                    {
                        return;
                    }

                    continue;
                }

                var said = inData ? "(end)" : line;
                Lines.Add(said);
                if (said.StartsWith("BDAT ", StringComparison.Ordinal))
                {
                    await ReadChunk(stream, pending, int.Parse(said.Split(' ')[1], CultureInfo.InvariantCulture));
                }

                inData = said == "DATA" && _answer(said)?.StartsWith("354", StringComparison.Ordinal) == true;
                if (!await Say(stream, said))
                {
                    return;
                }

                if (said == "STARTTLS" && Certificate is not null)
                {
                    await using var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
                    Lines.Add("(TLS)");
                    await Talk(tls);
                    return;
                }
            }
        }
    }

    private async Task ReadChunk(Stream stream, List<byte> pending, int length)
    {
        var buffer = new byte[8192];
        while (pending.Count < length)
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            pending.AddRange(count > 0 ? buffer[..count] : throw new IOException("The chunk is cut."));
        }

        Data.AddRange(pending[..length]);
        pending.RemoveRange(0, length);
    }

    private async Task<bool> Say(Stream stream, string line)
    {
        var reply = _answer(line);
        if (reply is { Length: > 0 })
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), _stop.Token);
        }

        return reply is not null;
    }
}
