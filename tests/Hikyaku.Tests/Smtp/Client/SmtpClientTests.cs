using System.Net;
using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Protocols.Smtp.Client;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Smtp.Client;

public sealed class SmtpClientTests
{
    private const string Message = "Subject: hi\r\n\r\n.dot\r\nend\r\n";
    private static readonly SmtpClientLimits Limits = new();

    [Fact]
    public async Task A_message_is_handed_over()
    {
        using var peer = ScriptedPeer.Good("PIPELINING SIZE");

        var result = await Send(peer, "a@a.example", "b@b.example");

        var answered = Assert.IsType<RemoteResult.Answered>(result);
        Assert.All(answered.Recipients, r => Assert.Equal(new SmtpStatus(250, new(2, 0, 0), "taken"), Assert.IsType<DeliveryResult.Delivered>(r).Status));
        Assert.False(answered.PassedOnReports);
        Assert.Equal("Subject: hi\r\n\r\n..dot\r\nend\r\n", Encoding.ASCII.GetString([.. peer.Data]));
        Assert.Equal(
            ["EHLO mx.example", $"MAIL FROM:<s@s.example> SIZE={Message.Length}", "RCPT TO:<a@a.example>", "RCPT TO:<b@b.example>", "DATA", "(end)", "QUIT"], peer.Lines);
    }

    [Fact]
    public async Task Each_recipient_has_a_result_of_its_own()
    {
        using var peer = ScriptedPeer.Good("", line => line switch
        {
            "RCPT TO:<a@a.example>" => "550 5.1.1 no such user",
            "RCPT TO:<b@b.example>" => "451 4.7.1 greylisted",
            _ => null,
        });

        var answered = Assert.IsType<RemoteResult.Answered>(await Send(peer, "a@a.example", "b@b.example", "c@c.example"));

        Assert.IsType<DeliveryResult.Failed>(answered.Recipients[0]);
        Assert.IsType<DeliveryResult.Deferred>(answered.Recipients[1]);
        Assert.IsType<DeliveryResult.Delivered>(answered.Recipients[2]);
    }

    [Fact]
    public async Task No_data_is_sent_when_no_recipient_is_left()
    {
        using var peer = ScriptedPeer.Good("PIPELINING", line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 no" : null);

        await Send(peer, "a@a.example");

        Assert.DoesNotContain("DATA", peer.Lines);
    }

    [Fact]
    public async Task A_refused_sender_fails_every_recipient()
    {
        using var peer = ScriptedPeer.Good("PIPELINING", line => line.StartsWith("MAIL", StringComparison.Ordinal) ? "550 5.7.1 not you" : line.StartsWith("RCPT", StringComparison.Ordinal) ? "503 no mail" : null);

        var answered = Assert.IsType<RemoteResult.Answered>(await Send(peer, "a@a.example"));

        Assert.Equal("550 5.7.1 not you", Assert.IsType<DeliveryResult.Failed>(answered.Recipients[0]).Status.ToString());
    }

    [Theory]
    [InlineData("(greeting)")]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_connection_cut_before_the_dot_took_nothing(string where)
    {
        using var peer = ScriptedPeer.Good("", close: where);

        Assert.True(Assert.IsType<RemoteResult.Unreachable>(await Send(peer, "a@a.example")).Status.IsTransient);
    }

    [Fact]
    public async Task A_connection_cut_behind_the_dot_may_have_taken_it()
    {
        using var peer = ScriptedPeer.Good("", close: "(end)");

        var answered = Assert.IsType<RemoteResult.Answered>(await Send(peer, "a@a.example"));

        Assert.IsType<DeliveryResult.Deferred>(answered.Recipients[0]);
    }

    [Theory]
    [InlineData("(greeting)")]
    [InlineData("EHLO mx.example")]
    [InlineData("RCPT TO:<a@a.example>")]
    [InlineData("DATA")]
    public async Task A_peer_that_stalls_is_given_up(string where)
    {
        using var peer = ScriptedPeer.Good("", line => line == where ? "" : null);
        var brief = TimeSpan.FromMilliseconds(100);
        var client = new SmtpClient("mx.example", Limits with { Greeting = brief, Hello = brief, RcptTo = brief, DataCommand = brief }, TimeProvider.System);

        Assert.IsType<RemoteResult.Unreachable>(await client.Send(Transaction(peer, ["a@a.example"]), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("SSH-2.0-x")]
    [InlineData("999 what")]
    [InlineData("554 go away")]
    [InlineData("421 busy")]
    public async Task A_bad_greeting_leads_to_another_host(string greeting)
    {
        using var peer = ScriptedPeer.Good("", line => line == "(greeting)" ? greeting : null);

        Assert.True(Assert.IsType<RemoteResult.Unreachable>(await Send(peer, "a@a.example")).Status.IsTransient);
    }

    [Fact]
    public async Task A_server_without_EHLO_is_greeted_with_HELO()
    {
        using var peer = ScriptedPeer.Good("", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "502 what" : null);

        Assert.IsType<RemoteResult.Answered>(await Send(peer, "a@a.example"));

        Assert.Contains("HELO mx.example", peer.Lines);
    }

    [Fact]
    public async Task A_broken_STARTTLS_falls_back_to_clear_text()
    {
        using var peer = ScriptedPeer.Good("STARTTLS", line => line == "STARTTLS" ? "220 go\r\ngarbage instead of TLS" : null);

        var answered = Assert.IsType<RemoteResult.Answered>(await Send(peer, "a@a.example"));

        Assert.IsType<DeliveryResult.Delivered>(answered.Recipients[0]);
        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task Without_TLS_nothing_goes_to_a_route_that_requires_it()
    {
        using var peer = ScriptedPeer.Good();
        var transaction = Transaction(peer, ["a@a.example"]);

        var result = await Client().Send(transaction with { Host = transaction.Host with { Tls = RemoteTls.Required } }, TestContext.Current.CancellationToken);

        Assert.Equal(SmtpStatus.TlsRequired, Assert.IsType<RemoteResult.Unreachable>(result).Status);
        Assert.DoesNotContain(peer.Lines, l => l.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_wishes_are_passed_on_where_DSN_is_offered()
    {
        using var peer = ScriptedPeer.Good("DSN");
        var transaction = Transaction(peer, ["a@a.example"]);
        var recipient = new Recipient(transaction.Recipients[0].Target, DsnNotify.Success | DsnNotify.Failure, "rfc822;x+2Bz@b.example");

        var result = await Client().Send(
            transaction with
            {
                Envelope = transaction.Envelope with { EnvId = "QQ+2B1", Ret = DsnReturn.Headers },
                Recipients = [new RemoteRecipient(recipient.Address, recipient)],
            },
            TestContext.Current.CancellationToken);

        Assert.True(Assert.IsType<RemoteResult.Answered>(result).PassedOnReports);
        Assert.Contains("MAIL FROM:<s@s.example> RET=HDRS ENVID=QQ+2B1", peer.Lines);
        Assert.Contains("RCPT TO:<a@a.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;x+2Bz@b.example", peer.Lines);
    }

    [Fact]
    public async Task An_internationalized_recipient_fails_where_SMTPUTF8_is_missing()
    {
        using var peer = ScriptedPeer.Good();

        var answered = Assert.IsType<RemoteResult.Answered>(await Send(peer, "利用者@b.example"));

        Assert.Equal(SmtpStatus.NoSmtpUtf8, Assert.IsType<DeliveryResult.Failed>(answered.Recipients[0]).Status);
    }

    [Fact]
    public async Task A_message_over_the_size_limit_is_not_sent()
    {
        using var peer = ScriptedPeer.Good("SIZE=10");

        var answered = Assert.IsType<RemoteResult.Answered>(await Send(peer, "a@a.example"));

        Assert.Equal(SmtpStatus.TooLargeForRemote, Assert.IsType<DeliveryResult.Failed>(answered.Recipients[0]).Status);
    }

    [Fact]
    public async Task A_smart_host_is_signed_in_to()
    {
        using var peer = ScriptedPeer.Good("AUTH=PLAIN", line => line.StartsWith("AUTH", StringComparison.Ordinal) ? "235 ok" : null);
        var transaction = Transaction(peer, ["a@a.example"]);

        await Client().Send(transaction with { Host = transaction.Host with { Credentials = new RemoteCredentials("u", "p") } }, TestContext.Current.CancellationToken);

        Assert.Contains("AUTH PLAIN AHUAcA==", peer.Lines);
    }

    [Fact]
    public async Task What_the_sender_asked_for_is_passed_on_where_the_host_knows_it()
    {
        using var peer = ScriptedPeer.Good("", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-peer.example\r\n250-MT-PRIORITY\r\n250-DELIVERBY 10\r\n250 AUTH PLAIN" : line.StartsWith("AUTH", StringComparison.Ordinal) ? "235 ok" : null);
        var transaction = Transaction(peer, ["a@a.example"]);

        await new SmtpClient("mx.example", Limits, new FakeTimeProvider(DateTimeOffset.UnixEpoch)).Send(
            transaction with
            {
                Host = transaction.Host with { Credentials = new RemoteCredentials("u", "p"), Tls = RemoteTls.Never },
                Envelope = transaction.Envelope with { Priority = 3, DeliverBy = new DeliverBy(DateTimeOffset.UnixEpoch.AddSeconds(90), Returns: true, Traces: true), SubmittedAs = Parse("s+x@s.example") },
            },
            TestContext.Current.CancellationToken);

        Assert.Contains("MAIL FROM:<s@s.example> MT-PRIORITY=3 BY=90;RT AUTH=s+2Bx@s.example", peer.Lines);
    }

    [Fact]
    public async Task A_host_that_knows_priorities_is_told_that_there_is_none()
    {
        using var peer = ScriptedPeer.Good("", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-peer.example\r\n250 MT-PRIORITY" : null);

        await Client().Send(Transaction(peer, ["a@a.example"]), TestContext.Current.CancellationToken);

        Assert.Contains("MAIL FROM:<s@s.example> MT-PRIORITY=0", peer.Lines);
    }

    [Theory]
    [InlineData(DsnNotify.Unspecified, 90, "NOTIFY=FAILURE,DELAY")]
    [InlineData(DsnNotify.Success, 90, "NOTIFY=SUCCESS,DELAY")]
    [InlineData(DsnNotify.Never, 90, "NOTIFY=NEVER")]
    [InlineData(DsnNotify.Failure, -1, "NOTIFY=FAILURE")]
    public async Task A_host_that_knows_no_deadlines_is_asked_to_tell_of_delays(DsnNotify notify, int left, string asked)
    {
        using var peer = ScriptedPeer.Good("", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-peer.example\r\n250 DSN" : null);
        var transaction = Transaction(peer, ["a@a.example"]);

        await new SmtpClient("mx.example", Limits, new FakeTimeProvider(DateTimeOffset.UnixEpoch)).Send(
            transaction with
            {
                Recipients = [new RemoteRecipient(Parse("a@a.example"), new Recipient(Parse("a@a.example"), notify))],
                Envelope = transaction.Envelope with { DeliverBy = new DeliverBy(DateTimeOffset.UnixEpoch.AddSeconds(left), Returns: false, Traces: false) },
            },
            TestContext.Current.CancellationToken);

        Assert.Contains($"RCPT TO:<a@a.example> {asked}", peer.Lines);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("DELIVERBY_100", true)]
    [InlineData("DELIVERBY_100,NEW", true)]
    [InlineData("", false)]
    public async Task A_host_that_promises_no_time_gets_nothing_that_is_wanted_back(string extension, bool returns)
    {
        using var peer = ScriptedPeer.Good("", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? $"250-peer.example\r\n250 {extension.Replace('_', ' ')}" : null);
        var transaction = Transaction(peer, ["a@a.example"]);

        var result = await new SmtpClient("mx.example", Limits, new FakeTimeProvider(DateTimeOffset.UnixEpoch)).Send(
            transaction with { Envelope = transaction.Envelope with { DeliverBy = new DeliverBy(DateTimeOffset.UnixEpoch.AddSeconds(90), returns, Traces: false) } },
            TestContext.Current.CancellationToken);

        var only = Assert.Single(Assert.IsType<RemoteResult.Answered>(result).Recipients);
        Assert.Equal(returns ? SmtpStatus.NoDeliverBy : new SmtpStatus(250, new(2, 0, 0), "taken"), only.Status);
    }

    [Fact]
    public async Task A_host_is_reached_from_the_given_address_under_the_given_name()
    {
        using var peer = ScriptedPeer.Good();
        var transaction = Transaction(peer, ["a@a.example"]);

        var result = await Client().Send(
            transaction with { Host = transaction.Host with { Source = IPAddress.Parse("127.0.0.7"), HelloName = "other.example" } }, TestContext.Current.CancellationToken);

        Assert.Equal(("127.0.0.7", "EHLO other.example"), (result.Tls!.Source!.ToString(), peer.Lines[0]));
    }

    [Fact]
    public async Task A_source_address_that_is_not_ours_makes_mail_wait()
    {
        using var peer = ScriptedPeer.Good();
        var transaction = Transaction(peer, ["a@a.example"]);

        var result = await Client().Send(transaction with { Host = transaction.Host with { Source = IPAddress.Parse("192.0.2.9") } }, TestContext.Current.CancellationToken);

        Assert.Equal(SmtpStatus.NoSource.Enhanced, Assert.IsType<RemoteResult.Unreachable>(result).Status.Enhanced);
        Assert.Equal(0, peer.Connections);
    }

    private static SmtpClient Client() => new("mx.example", Limits, TimeProvider.System);

    private static ValueTask<RemoteResult> Send(ScriptedPeer peer, params string[] recipients) =>
        Client().Send(Transaction(peer, recipients), TestContext.Current.CancellationToken);

    private static RemoteTransaction Transaction(ScriptedPeer peer, string[] recipients) => new(
        new RemoteHost("peer.example", peer.EndPoint),
        new Envelope { ReversePath = Parse("s@s.example"), Arrived = DateTimeOffset.UnixEpoch },
        [.. recipients.Select(r => new RemoteRecipient(Parse(r), new Recipient(Parse(r))))],
        Message.Length,
        () => new MemoryStream(Encoding.ASCII.GetBytes(Message)));

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);
}
