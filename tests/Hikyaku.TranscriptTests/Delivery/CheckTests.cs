using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.TranscriptTests.Delivery;

/// <summary>What the checks of mail from strangers do to a message, and what is told of it.</summary>
public sealed class CheckTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("count", "", "", false)]
    [InlineData("score", "", "", false)]
    [InlineData("tag", "", "X-Spam-Status: Yes, score=0 required=5", true)]
    [InlineData("count", "X-Scanned: by a test\r\n", "X-Scanned: by a test", false)]
    public async Task What_is_found_in_a_message_adds_no_field_unless_told(string action, string fields, string expected, bool isJunk)
    {
        await using var server = await Start(new("a bad word") { Fields = fields }, "body=" + action + ":1");
        await Send(server, "250");

        var (mailbox, text) = await Stored(server);
        Assert.Equal(isJunk ? "Junk" : "INBOX", mailbox);
        Assert.StartsWith("Return-Path: <bob@far.example>", text, StringComparison.Ordinal);
        var top = text.Split("\r\n")[1];
        Assert.StartsWith(expected.Length == 0 ? "Received:" : expected, top, StringComparison.Ordinal);
        Assert.EndsWith("\r\nSubject: x\r\n\r\ntext\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_found_in_a_message_can_refuse_it()
    {
        await using var server = await Start(new("a bad word"), "body=refuse:1");
        Assert.Equal("550 5.7.1 Refused (body): a bad word", await Send(server, "550"));

        var events = (await Traced(server)).Events;
        Assert.Equal([TraceKind.Received, TraceKind.Verdict, TraceKind.Refused], events.Select(e => e.Kind));
        Assert.Equal(("body", "refuse: a bad word"), (events[1].Detail, events[1].Status));
        Assert.Equal("body", events[2].Detail);
    }

    [Fact]
    public async Task The_trace_tells_what_the_checks_found_in_mail_that_is_taken()
    {
        await using var server = await Start(new("a bad word"), "helo=count:1 body=score:3");
        await Send(server, "250", helo: "stranger");

        var verdicts = (await Traced(server)).Events.Where(e => e.Kind == TraceKind.Verdict);
        Assert.Equal(
            ["helo count: the name in HELO is not fully qualified", "body score 3: a bad word"], verdicts.Select(e => $"{e.Detail} {e.Status}"));
    }

    [Fact]
    public async Task What_the_checks_found_is_counted_in_a_file_of_its_own()
    {
        await using var server = await Start(new("a bad word"), "body=count:1");
        await Send(server, "250");
        await Send(server, "250");

        var counts = await server.Services.GetRequiredService<CheckHits>().Since(1, Cancellation);
        Assert.Equal(new CheckCounts(2, 0, 0), counts["body"]);
        Assert.True(File.Exists(Path.Combine(server.Folder, "data", "checks.db")));
    }

    private static async Task<TestServer> Start(Finding finding, string table)
    {
        var server = await TestServer.Start(configure: services => services.AddSingleton<Check>(new BodyCheck(finding)));
        await server.AddAccount("ann@example.test", "secret");
        await server.Set("checks.table", table);
        return server;
    }

    private static async Task<string> Send(TestServer server, string start, string helo = "mx.far.example")
    {
        await using var client = await TranscriptClient.Connect(server.EndPoint(ListenerProtocol.Smtp), tls: false, Cancellation);
        await client.ReadLine(Cancellation);
        var reply = "";
        foreach (var line in (string[])["HELO " + helo, "MAIL FROM:<bob@far.example>", "RCPT TO:<ann@example.test>", "DATA", "Subject: x\r\n\r\ntext\r\n."])
        {
            await client.Send(line + "\r\n", Cancellation);
            reply = (await client.ReadLine(Cancellation))!;
        }

        Assert.StartsWith(start, reply, StringComparison.Ordinal);
        return reply;
    }

    private static async Task<(string Mailbox, string Text)> Stored(TestServer server)
    {
        var account = await server.Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount("ann@example.test", Cancellation);
        var mail = await server.Services.GetRequiredService<Mailstore>().Open(account!.Id, Cancellation);
        foreach (var name in (string[])["Junk", "INBOX"])
        {
            if (mail.Find(name) is { } mailbox && (await mail.Index(mailbox.Id, Cancellation))!.Uids() is [var uid])
            {
                using var reader = (await mail.OpenMessage(mailbox.Id, uid, Cancellation))!;
                using var text = new StreamReader(reader.OpenStream());
                return (name, await text.ReadToEndAsync(Cancellation));
            }
        }

        throw new InvalidOperationException("Nothing is stored.");
    }

    private static async Task<TracedMessage> Traced(TestServer server)
    {
        await server.Services.GetRequiredService<MessageTrace>().Flush(Cancellation);
        return Assert.Single((await server.Services.GetRequiredService<ITraceStorage>().Find(new TraceFilter { Sender = "bob@far.example" }, 10, Cancellation)).Messages);
    }

    private sealed class BodyCheck(Finding finding) : Check("body", CheckStage.Data)
    {
        protected internal override ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation) => new(finding);
    }
}
