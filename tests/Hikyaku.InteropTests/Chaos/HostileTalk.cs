using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hikyaku.InteropTests.Chaos;

/// <summary>One conversation of a hostile host. Recipients whose names begin with "no-" are refused for good.</summary>
internal sealed class HostileTalk(TcpClient client, Malice malice, X509Certificate2? certificate, Action<string, string, bool> took, CancellationToken stop)
    : IDisposable
{
    /// <summary>What may happen to each reply.</summary>
    public static readonly string[] Misdeeds = ["stall", "reset", "half a reply", "garbage", "lie", "refuse for now", "endless line"];

    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(600);
    private readonly List<string> _recipients = [];
    private Stream _stream = client.GetStream();
    private StreamReader _reader = new(client.GetStream(), Encoding.Latin1, false, 4096, leaveOpen: true);

    public void Dispose() => _reader.Dispose();

    public async Task Run()
    {
        if (!await Answer("greeting", "220 hostile.example ESMTP"))
            return;
        while (await _reader.ReadLineAsync(stop) is { } line && await Obey(line))
        {
        }
    }

    // False: the conversation is over.
    private async Task<bool> Obey(string line)
    {
        var verb = line.Split(' ', ':')[0].ToUpperInvariant();
        var path = line.Contains('<', StringComparison.Ordinal) ? line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)] : "";
        switch (verb)
        {
            case "EHLO":
                await Answer(verb, $"250-hostile.example\r\n250-PIPELINING\r\n{(certificate is null || _stream is SslStream ? "" : "250-STARTTLS\r\n")}250 8BITMIME");
                break;
            case "STARTTLS":
                if (await Answer(verb, "220 2.0.0 go"))
                    await Secure();
                break;
            case "MAIL":
                _recipients.Clear();
                await Answer(verb, "250 2.1.0 ok");
                break;
            case "RCPT" when path.StartsWith("no-", StringComparison.Ordinal):
                await Answer(verb, "550 5.1.1 nobody here");
                break;
            case "RCPT":
                if (await Answer(verb, "250 2.1.5 ok"))
                    _recipients.Add(path);
                break;
            case "DATA" when _recipients.Count == 0:
                await Answer(verb, "503 5.5.1 no recipients");
                break;
            case "DATA":
                if (await Answer(verb, "354 go"))
                    await Take();
                break;
            case "QUIT":
                await Answer(verb, "221 2.0.0 bye");
                return false;
            default:
                await Answer(verb, "250 2.0.0 ok");
                break;
        }

        return true;
    }

    private async Task Secure()
    {
        if (malice.Choose("handshake") is not null)
        {
            await Say("no handshake at all\r\n");
            Reset();
        }

        var tls = new SslStream(_stream, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
        _stream = tls;
        _reader.Dispose();
        _reader = new StreamReader(tls, Encoding.Latin1, false, 4096, leaveOpen: true);
    }

    private async Task Take()
    {
        if (malice.Choose("inside of the message") is not null)
            Reset();
        var subject = "";
        string? line;
        while ((line = await _reader.ReadLineAsync(stop)) is not null and not ".")
            subject = line.StartsWith("Subject: ", StringComparison.Ordinal) ? line["Subject: ".Length..] : subject;
        if (line is null)
            throw new IOException("The peer left inside of a message.");
        var misdeed = malice.Choose("end of data");
        if (misdeed is not "refuse for now")
        {
            // Before the reply, as a host that dies then has the message too.
            foreach (var recipient in _recipients)
                took(subject, recipient, misdeed is null or "stall");
        }

        _recipients.Clear();
        await Act("end of data", misdeed, "250 2.0.0 taken");
    }

    // Whether the right answer was given.
    private async Task<bool> Answer(string step, string reply)
    {
        var misdeed = malice.Choose(step);
        await Act(step, misdeed, reply);
        return misdeed is null or "stall";
    }

    private async Task Act(string step, string? misdeed, string reply)
    {
        switch (misdeed)
        {
            case "stall":
                await Task.WhenAny(malice.Calmed, Task.Delay(Stall, stop));
                await Say(reply + "\r\n");
                break;
            case "reset":
                Reset();
                break;
            case "half a reply":
                await Say(reply[..(reply.Length / 2)]);
                throw new IOException("Left.");
            case "garbage":
                await Say("\u0000\u0001\u00ff 2x0 \u001b[31m what?\r\n");
                break;
            case "lie":
                // An answer that belongs to another step.
                await Say(step == "DATA" ? "250 2.0.0 ok\r\n" : "354 go\r\n");
                break;
            case "refuse for now":
                await Say("451 4.3.0 not now\r\n");
                break;
            case "endless line":
                await Say("250 " + new string('x', 100_000) + "\r\n");
                break;
            default:
                await Say(reply + "\r\n");
                break;
        }
    }

    private void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        throw new IOException("Reset.");
    }

    private async Task Say(string text) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop);
}
