using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.InteropTests;

/// <summary>
/// A host of the outside world that stalls, resets, lies and speaks garbage at any step until it is calmed. It refuses recipients whose names begin with
/// "no-" for good, and keeps account of what it took and whether its answer went out whole.
/// </summary>
internal sealed class HostileHost : IAsyncDisposable
{
    private const int Hostility = 12;
    private static readonly string[] Kinds = ["stall", "reset", "half a reply", "garbage", "lie", "refuse for now", "endless line"];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile bool _isCalm;
    private int _run;

    public HostileHost()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public string Url => $"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What was taken: subject and recipient, in which run of the server, and whether the reply went out whole.</summary>
    public ConcurrentQueue<(string Subject, string Recipient, int Run, bool IsAnswered)> Taken { get; } = new();

    /// <summary>Misdeeds done, by kind.</summary>
    public ConcurrentDictionary<string, int> Misdeeds { get; } = new();

    /// <summary>The server was killed: what comes now is of its next run.</summary>
    public void NextRun() => Interlocked.Increment(ref _run);

    /// <summary>From now on all goes well.</summary>
    public void Calm() => _isCalm = true;

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
        using (client)
        {
            try
            {
                await Converse(client);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // The peer was killed, or this one has reset the connection.
            }
        }
    }

    private async Task Converse(TcpClient client)
    {
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1, false, 4096, leaveOpen: true);
        var recipients = new List<string>();
        await Answer(client, "greeting", "220 hostile.example ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var path = line.Contains('<', StringComparison.Ordinal) ? line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)] : "";
            switch (verb)
            {
                case "EHLO": await Answer(client, verb, "250-hostile.example\r\n250-PIPELINING\r\n250 8BITMIME"); break;
                case "MAIL": recipients.Clear(); await Answer(client, verb, "250 2.1.0 ok"); break;
                case "RCPT" when path.StartsWith("no-", StringComparison.Ordinal): await Answer(client, verb, "550 5.1.1 nobody here"); break;
                case "RCPT":
                    if (await Answer(client, verb, "250 2.1.5 ok"))
                        recipients.Add(path);
                    break;
                case "DATA" when recipients.Count == 0: await Answer(client, verb, "503 5.5.1 no recipients"); break;
                case "DATA":
                    if (await Answer(client, verb, "354 go"))
                        await Take(client, reader, recipients);
                    break;
                case "QUIT": await Answer(client, verb, "221 2.0.0 bye"); return;
                default: await Answer(client, verb, "250 2.0.0 ok"); break;
            }
        }
    }

    private async Task Take(TcpClient client, StreamReader reader, List<string> recipients)
    {
        var subject = "";
        string? line;
        while ((line = await reader.ReadLineAsync(_stop.Token)) is not null and not ".")
            subject = line.StartsWith("Subject: ", StringComparison.Ordinal) ? line["Subject: ".Length..] : subject;
        if (line is null)
            throw new IOException("The peer left inside of a message.");
        var run = Volatile.Read(ref _run);
        var misdeed = Choose();
        var takes = misdeed is not "refuse for now";
        if (takes)
        {
            // Before the reply, as a host that dies then has the message too.
            foreach (var recipient in recipients)
                Taken.Enqueue((subject, recipient, run, misdeed is null or "stall"));
        }

        recipients.Clear();
        await Act(client, "end of data", misdeed, "250 2.0.0 taken");
    }

    // Whether the right answer was given.
    private async Task<bool> Answer(TcpClient client, string step, string reply)
    {
        var misdeed = Choose();
        await Act(client, step, misdeed, reply);
        return misdeed is null or "stall";
    }

    private string? Choose()
    {
        if (_isCalm)
            return null;
        return RandomNumberGenerator.GetInt32(100) >= Hostility ? null : Kinds[RandomNumberGenerator.GetInt32(Kinds.Length)];
    }

    private async Task Act(TcpClient client, string step, string? misdeed, string reply)
    {
        if (misdeed is not null)
            Misdeeds.AddOrUpdate($"{misdeed} at {step}", 1, (_, count) => count + 1);
        var stream = client.GetStream();
        switch (misdeed)
        {
            case "stall":
                await Task.Delay(300, _stop.Token);
                await Say(stream, reply + "\r\n");
                break;
            case "reset":
                client.LingerState = new LingerOption(true, 0);
                throw new IOException("Reset.");
            case "half a reply":
                await Say(stream, reply[..(reply.Length / 2)]);
                throw new IOException("Left.");
            case "garbage":
                await Say(stream, "\u0000\u0001\u00ff 2x0 \u001b[31m what?\r\n");
                break;
            case "lie":
                // An answer that belongs to another step.
                await Say(stream, step == "DATA" ? "250 2.0.0 ok\r\n" : "354 go\r\n");
                break;
            case "refuse for now":
                await Say(stream, "451 4.3.0 not now\r\n");
                break;
            case "endless line":
                await Say(stream, "250 " + new string('x', 100_000) + "\r\n");
                break;
            default:
                await Say(stream, reply + "\r\n");
                break;
        }
    }

    private async Task Say(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), _stop.Token);
}
