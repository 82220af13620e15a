using Hikyaku.Mail.Trace;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.TranscriptTests.Delivery;

/// <summary>What happened to a message can be read afterwards.</summary>
public sealed class TraceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_followed_from_its_reception_into_the_mailbox()
    {
        await using var server = await TestServer.Start();
        await server.AddAccount("ann@example.test", "secret");
        await server.AddAlias("info@example.test", "ann@example.test");
        await using var client = await Greet(server);
        await Say(client, "MAIL FROM:<bob@far.example>", "250");
        await Say(client, "RCPT TO:<nobody@example.test>", "550");
        await Say(client, "RCPT TO:<info@example.test>", "250");
        await Say(client, "DATA", "354");
        var reply = await Say(client, "Message-ID:\r\n <m1@far.example>\r\nSubject: x\r\n\r\ntext\r\n.", "250");

        var found = Assert.Single(await Find(server, new TraceFilter { MessageId = "m1@far.example" }));
        Assert.EndsWith("id " + found.Trace, reply, StringComparison.Ordinal);
        Assert.Equal(
            [TraceKind.Refused, TraceKind.Received, TraceKind.Routed, TraceKind.Delivered],
            found.Events.Select(e => e.Kind));
        Assert.Equal(("bob@far.example", "mx.far.example", "smtp", "127.0.0.1"), (found.Origin.Sender, found.Origin.Helo, found.Origin.Protocol, found.Origin.Client?.ToString()));
        Assert.Equal(("info@example.test", "ann@example.test"), (found.Events[2].Recipient, found.Events[2].Detail));
        Assert.Equal(("ann@example.test", "info@example.test", "INBOX"), (found.Events[3].Recipient, found.Events[3].Original, found.Events[3].Mailbox));
    }

    [Fact]
    public async Task Where_mail_is_passed_on_and_as_whom_is_told()
    {
        await using var server = await TestServer.Start();
        await server.Set("queue.routes", "*=smtp://127.0.0.1:1");
        await server.Set("routing.backupDomains", "partner.example");
        await server.AddAccount("ann@example.test", "secret");
        await server.AddAlias("far@example.test", "x@far.example");
        await using var client = await Greet(server);
        await Say(client, "MAIL FROM:<bob@far.example>", "250");
        await Say(client, "RCPT TO:<far@example.test>", "250");
        await Say(client, "RCPT TO:<y@partner.example>", "250");
        await Say(client, "DATA", "354");
        await Say(client, "Subject: x\r\n\r\ntext\r\n.", "250");

        var found = Assert.Single(await Find(server, new TraceFilter { Sender = "bob@far.example" }));
        var routed = found.Events.Where(e => e.Kind == TraceKind.Routed).ToDictionary(e => e.Recipient!, e => e.Detail);
        Assert.Matches(@"^x@far\.example \(MAIL FROM:<SRS0=.*=far\.example=bob@example\.test>\)$", routed["far@example.test"]);
        Assert.Equal("y@partner.example (as its backup MX)", routed["y@partner.example"]);
        Assert.Equal("partner.example", found.Events.Single(e => e.Kind == TraceKind.Queued && e.Recipient == "y@partner.example").Detail);
    }

    [Fact]
    public async Task What_is_refused_before_there_is_a_message_is_found_too()
    {
        await using var server = await TestServer.Start();
        await server.AddAccount("ann@example.test", "secret");
        await using var client = await Greet(server);
        await Say(client, "MAIL FROM:<bob@far.example>", "250");
        await Say(client, "RCPT TO:<x@elsewhere.example>", "5");
        await Say(client, "RSET", "250");
        await Say(client, "MAIL FROM:<bob@far.example>", "250");
        await Say(client, "RCPT TO:<nobody@example.test>", "550");

        var found = await Find(server, new TraceFilter { Sender = "bob@far.example" });
        Assert.Equal(["nobody@example.test", "x@elsewhere.example"], found.Select(message => Assert.Single(message.Events).Recipient));
        Assert.StartsWith("550 5.1.1", found[0].Events[0].Status, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<TracedMessage>> Find(TestServer server, TraceFilter filter)
    {
        await server.Services.GetRequiredService<MessageTrace>().Flush(Cancellation);
        return (await server.Services.GetRequiredService<ITraceStorage>().Find(filter, 10, Cancellation)).Messages;
    }

    private static async Task<TranscriptClient> Greet(TestServer server)
    {
        var client = await TranscriptClient.Connect(server.EndPoint(ListenerProtocol.Smtp), tls: false, Cancellation);
        await client.ReadLine(Cancellation);
        await Say(client, "HELO mx.far.example", "250");
        return client;
    }

    private static async Task<string> Say(TranscriptClient client, string line, string start)
    {
        await client.Send(line + "\r\n", Cancellation);
        var reply = await client.ReadLine(Cancellation);
        Assert.StartsWith(start, reply, StringComparison.Ordinal);
        return reply!;
    }
}
