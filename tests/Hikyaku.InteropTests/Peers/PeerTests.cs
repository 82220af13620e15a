using System.Globalization;
using MimeKit;

namespace Hikyaku.InteropTests.Peers;

/// <summary>Mail to other mail servers and from them, under TLS, with what they offer.</summary>
public sealed class PeerTests(RealServer server) : IClassFixture<RealServer>
{
    private static string NewWord => "peer" + Guid.NewGuid().ToString("N");

    [Theory]
    [InlineData("postfix")]
    [InlineData("exim")]
    [InlineData("opensmtpd")]
    public async Task What_is_sent_through_the_peer_arrives_as_it_was_and_its_success_is_told(string name)
    {
        await using var sink = new MailSink();
        await using var peer = MailPeer.Of(name);
        await Start(peer, sink);
        var word = NewWord;

        await PeerClient.Submit(server, word, "bob@far.example");

        var mail = await Next(sink, word);
        Assert.Equal((RealServer.Alice, word), (mail.From, mail.Subject));
        Assert.Equal("bob@far.example", Assert.Single(mail.To));
        Assert.Contains("\r\n\r\n" + System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(PeerClient.Text)), mail.Data, StringComparison.Ordinal);
        var received = TopReceived(mail.Data);
        Assert.Contains("by peer.example", received, StringComparison.Ordinal);
        Assert.Contains(peer.ServesTls ? "ESMTPS" : "ESMTP", received, StringComparison.OrdinalIgnoreCase);

        var report = await PeerClient.Await(server, word);
        // OpenSMTPD tells it in words alone.
        Assert.Matches("(Action: |successfully )(relayed|delivered)", report.ToString());
        Assert.Contains("peer.example", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postfix")]
    [InlineData("exim")]
    [InlineData("opensmtpd")]
    public async Task What_the_peer_hands_over_reaches_the_mailbox_under_TLS(string name)
    {
        await using var sink = new MailSink();
        await using var peer = MailPeer.Of(name);
        await Start(peer, sink);
        var word = NewWord;

        await Client.Succeed(
            "swaks", "", "--server", "127.0.0.1", "--port", peer.Port.ToString(CultureInfo.InvariantCulture), peer.ServesTls ? "--tls" : "--suppress-data", "--ehlo", "client.far.example", "--from", "carol@far.example",
            "--to", RealServer.Alice, "--header", $"Subject: {word}", "--body", "from afar\n.dot");

        var message = await PeerClient.Await(server, word);
        Assert.Equal("<carol@far.example>", message.Headers["Return-Path"]);
        Assert.Contains("from afar", message.TextBody, StringComparison.Ordinal);
        var received = message.Headers.First(header => header.Id == HeaderId.Received).Value;
        Assert.Contains("from peer.example", received, StringComparison.Ordinal);
        Assert.Contains("with ESMTPS", received, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postfix")]
    [InlineData("exim")]
    public async Task An_internationalized_address_goes_through_a_peer_that_takes_it(string name)
    {
        await using var sink = new MailSink { Script = line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8" : null };
        await using var peer = MailPeer.Of(name);
        await Start(peer, sink);
        var word = NewWord;

        await PeerClient.Submit(server, word, "花子@far.example");

        var mail = await Next(sink, word);
        Assert.Equal("花子@far.example", System.Text.Encoding.UTF8.GetString(System.Text.Encoding.Latin1.GetBytes(Assert.Single(mail.To))));
        Assert.Equal(word, mail.Subject);
    }

    [Fact]
    public async Task An_internationalized_address_comes_back_from_a_peer_that_does_not_take_it()
    {
        await using var sink = new MailSink();
        await using var peer = MailPeer.Of("opensmtpd");
        await Start(peer, sink);
        var word = NewWord;

        await PeerClient.Submit(server, word, "花子@far.example");

        var report = (await PeerClient.Await(server, word)).ToString();
        Assert.Contains("Status: 5.6.7", report, StringComparison.Ordinal);
        Assert.Contains("Final-Recipient: utf-8; \\x{82B1}\\x{5B50}@far.example", report, StringComparison.Ordinal);
        Assert.DoesNotContain(sink.Taken, mail => mail.Subject == word);
    }

    [Fact]
    public async Task Chunks_are_used_in_both_directions()
    {
        await using var sink = new MailSink();
        await using var postfix = MailPeer.Of("postfix");
        await Start(postfix, sink);
        var sent = NewWord;
        await PeerClient.Submit(server, sent, "bob@far.example");
        await Next(sink, sent);
        Assert.Contains("bdat=1", await Logged(postfix, "bdat="), StringComparison.Ordinal);

        await using var exim = MailPeer.Of("exim");
        await Start(exim, sink);
        var word = NewWord;
        await Client.Succeed(
            "swaks", "", "--server", "127.0.0.1", "--port", exim.Port.ToString(CultureInfo.InvariantCulture), "--ehlo", "client.far.example", "--from", "carol@far.example",
            "--to", RealServer.Alice, "--header", $"Subject: {word}");
        await PeerClient.Await(server, word);
        Assert.Contains(" K ", await Logged(exim, " => "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("花子")]
    public async Task Chasquid_takes_mail_and_its_success_is_told_by_this_server(string user)
    {
        await using var peer = new ChasquidPeer();
        await using var sink = new MailSink();
        await Start(peer, sink);
        var word = NewWord;

        await PeerClient.Submit(server, word, $"{user}@far.example");

        var report = await PeerClient.Await(server, word);
        Assert.Contains("Action: relayed", report.ToString(), StringComparison.Ordinal);
        var mail = await peer.MailWith("日本語 é", user);
        Assert.Contains($"Subject: {word}", mail, StringComparison.Ordinal);
        Assert.Contains("TLS", mail, StringComparison.Ordinal);
    }

    // OpenSMTPD's queue is the machine's: it may hold mail of a test before.
    private static async Task<TakenMail> Next(MailSink sink, string subject)
    {
        while (true)
        {
            if (await sink.Next() is var mail && mail.Subject == subject)
                return mail;
        }
    }

    private static string TopReceived(string data) => data[..data.IndexOf("\r\nReceived:", StringComparison.Ordinal)];

    private static async Task<string> Logged(MailPeer peer, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (peer.Output.Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
                return line;
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task Start(MailPeer peer, MailSink sink)
    {
        await peer.Start(server.Port("smtp"), sink.Port);
        await server.Command("", "route", "set", "*", peer.Url);
    }
}
