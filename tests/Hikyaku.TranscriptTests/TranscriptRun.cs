using System.Globalization;
using System.Net;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Resolving;
using Hikyaku.Protocols.Connections;
using Hikyaku.Tests.Resolving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.TranscriptTests;

/// <summary>Plays one transcript against a server of its own.</summary>
internal sealed class TranscriptRun : IAsyncDisposable
{
    private readonly Transcript _transcript;
    private readonly TestServer _server;
    private static readonly TimeSpan Nudge = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider? _time;
    private readonly TranscriptText _text = new();
    private readonly Dictionary<string, TranscriptClient> _clients = new(StringComparer.Ordinal);
    private StoredMessages _stored = StoredMessages.None;
    private TimeSpan _waited;

    private TranscriptRun(Transcript transcript, TestServer server, FakeTimeProvider? time)
    {
        _transcript = transcript;
        _server = server;
        _time = time;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TranscriptRun> Start(Transcript transcript)
    {
        var time = transcript.Value("time") is { } start
            ? new FakeTimeProvider(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
            : null;
        var server = await TestServer.Start(
            time, transcript.Value("plaintext-auth") == "yes", services => services.AddSingleton<IDnsResolver>(new FakeDns()), listener => Fronted(listener, transcript));
        var run = new TranscriptRun(transcript, server, time);
        await run.Prepare();
        return run;
    }

    private static Listener Fronted(Listener plain, Transcript transcript)
    {
        var listener = plain with { RepairsLineEnds = transcript.Value("repair-line-ends") == "yes" };
        return transcript.Value("front") switch
        {
            "proxy" => listener with { ProxyFrom = [IPNetwork.Parse("127.0.0.0/8")] },
            "xclient" => listener with { XclientFrom = [IPNetwork.Parse("127.0.0.0/8")] },
            _ => listener,
        };
    }

    public async Task Play()
    {
        foreach (var step in _transcript.Steps)
        {
            try
            {
                await Do(step);
            }
            catch (Exception e) when (e is TimeoutException or IOException or InvalidOperationException or KeyNotFoundException)
            {
                Assert.Fail($"line {step.Number}: {e.Message}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            await client.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task Prepare()
    {
        foreach (var (key, value) in _transcript.Header)
        {
            var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (key)
            {
                case "domain":
                    await _server.AddDomain(value);
                    break;
                case "account":
                    await _server.AddAccount(words[0], words[1].Replace("\\x20", " ", StringComparison.Ordinal), Number(words, 2), Number(words, 3));
                    break;
                case "namespace":
                    await _server.SetNamespace(words[0], Enum.Parse<NamespaceStyle>(words[1], ignoreCase: true));
                    break;
                case "alias":
                    await _server.AddAlias(words[0], words[1..]);
                    break;
                case "mailbox":
                    await _server.AddMailbox(words[0], words[1]);
                    break;
                case "message":
                    await _server.Append(words[0], System.Text.Encoding.Latin1.GetBytes(_text.Raw(value[(words[0].Length + 1)..])));
                    break;
                case "account-state":
                    await _server.Change(words[0], new AccountChange { State = Enum.Parse<AccountState>(words[1]) });
                    break;
                case "administrator":
                    await _server.Promote(value);
                    break;
                case "forward" or "forward-copy":
                    await _server.Change(words[0], new AccountChange { Forward = new Forward([.. words[1..]], key == "forward-copy") });
                    break;
                case "catch-all":
                    await _server.ChangeDomain(words[0], new DomainChange { CatchAll = new CatchAll.ToAddress(words[1]) });
                    break;
                case "not-live":
                    await _server.ChangeDomain(value, new DomainChange { IsLive = false });
                    break;
                case "alias-domain":
                    await _server.AddAliasDomain(words[0], words[1]);
                    break;
                case "setting":
                    await _server.Set(words[0], string.Join(' ', words[1..]));
                    break;
                case "listener" or "listener A" or "listener B" or "listener C" or "time" or "plaintext-auth" or "front" or "repair-line-ends":
                    break;
                default:
                    throw new FormatException($"There is no header line \"{key}\".");
            }
        }
    }

    // The server may have begun to wait for the client only behind the move of the clock: while it stays silent, the clock moves on.
    private async Task<string?> NextLine(TranscriptStep step)
    {
        var wasOpen = _clients.ContainsKey(step.Client);
        var line = (await Client(step)).ReadLine(Cancellation);
        while (wasOpen && _waited > TimeSpan.Zero && await Task.WhenAny(line, Task.Delay(Nudge, Cancellation)) != line)
            _time!.Advance(_waited);
        return await line;
    }

    private async Task Do(TranscriptStep step)
    {
        switch (step.Verb)
        {
            case "C":
                await (await Client(step)).Send(_text.Sent(step.Text) + "\r\n", Cancellation);
                break;
            case ['C', '{', .. var count, '}']:
                await (await Client(step)).Send(Counted(_text.Raw(step.Text), count, step), Cancellation);
                break;
            case "S":
                await Expect(step);
                break;
            case "S~":
                await ExpectLater(step);
                break;
            case "STARTTLS":
                await (await Client(step)).StartTls(Cancellation);
                break;
            case "COMPRESS":
                (await Client(step)).Compress();
                break;
            case "CLOSED":
                Assert.True(await NextLine(step) is null, $"line {step.Number}: the server did not close.");
                break;
            case "CLOSE":
                await (await Client(step)).DisposeAsync();
                _clients.Remove(step.Client);
                break;
            case "WAIT":
                _waited = TimeSpan.Parse(step.Text, CultureInfo.InvariantCulture);
                (_time ?? throw new FormatException("WAIT needs the header line \"time\".")).Advance(_waited);
                return;
            case "QUEUED":
                await ExpectQueued(step);
                break;
            case "SENDERS":
                await ExpectSenders(step);
                break;
            case "STORED":
                _stored = await StoredMessages.Expect(_server, step);
                break;
            default:
                _stored.ExpectLine(step, _text);
                break;
        }

        _waited = TimeSpan.Zero;
    }

    private async Task Expect(TranscriptStep step)
    {
        var line = await NextLine(step);
        if (line is null || !_text.Matches(step.Text, line))
            Assert.Fail($"line {step.Number}\nexpected: {step.Text}\nreceived: {line ?? "<the end of the connection>"}");
    }

    private async Task ExpectLater(TranscriptStep step)
    {
        var client = await Client(step);
        var skipped = new List<string>();
        while (await client.ReadLine(Cancellation) is { } line)
        {
            if (_text.Matches(step.Text, line))
                return;
            skipped.Add(line);
        }

        Assert.Fail($"line {step.Number}\nexpected some time: {step.Text}\nreceived: {string.Join("\n          ", skipped)}");
    }

    private static long Number(string[] words, int at) => words.Length > at ? long.Parse(words[at], CultureInfo.InvariantCulture) : 0;

    private async Task ExpectQueued(TranscriptStep step)
    {
        var entries = await _server.Services.GetRequiredService<Queue>().List(QueueFilter.All, default, 100, Cancellation);
        var targets = string.Join(' ', entries.SelectMany(entry => entry.Recipients).Select(recipient => recipient.Target.ToString()).Order(StringComparer.Ordinal));
        Assert.True(_text.Matches(step.Text, targets), $"line {step.Number}: the queue holds mail for {targets}.");
    }

    private async Task ExpectSenders(TranscriptStep step)
    {
        var entries = await _server.Services.GetRequiredService<Queue>().List(QueueFilter.All, default, 100, Cancellation);
        var senders = string.Join(' ', entries.Select(entry => $"<{entry.Message.Envelope.MailFrom}>").Order(StringComparer.Ordinal));
        Assert.True(_text.Matches(step.Text, senders), $"line {step.Number}: the queue sends as {senders}.");
    }

    private static string Counted(string octets, string count, TranscriptStep step)
    {
        if (count.Length > 0 && int.Parse(count, CultureInfo.InvariantCulture) != octets.Length)
            throw new FormatException($"Line {step.Number} has {octets.Length} octets, not {count}.");
        return octets;
    }

    private async Task<TranscriptClient> Client(TranscriptStep step)
    {
        if (_clients.TryGetValue(step.Client, out var client))
            return client;

        var protocol = _transcript.Listener(step.Client);
        client = await TranscriptClient.Connect(_server.EndPoint(protocol), protocol.IsImplicitTls(), Cancellation);
        _clients.Add(step.Client, client);
        return client;
    }
}
