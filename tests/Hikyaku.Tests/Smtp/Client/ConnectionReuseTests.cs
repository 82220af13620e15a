using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Protocols.Smtp.Client;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Smtp.Client;

public sealed class ConnectionReuseTests : IAsyncDisposable
{
    private const string Message = "Subject: hi\r\n\r\nbody\r\n";
    private readonly SmtpClientLimits _limits = new();
    private readonly FakeTimeProvider _time = new();
    private readonly IdleConnections _idle;

    public ConnectionReuseTests() => _idle = new IdleConnections(_limits, _time);

    [Fact]
    public async Task The_next_message_to_a_host_takes_the_same_connection()
    {
        using var peer = ScriptedPeer.Good("PIPELINING");

        await Send(peer);
        await Send(peer);

        string[] message = ["MAIL FROM:<s@s.example>", "RCPT TO:<a@a.example>", "DATA", "(end)"];
        Assert.Equal(["EHLO mx.example", .. message, "RSET", .. message], peer.Lines);
        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task A_refused_recipient_leaves_the_connection_usable()
    {
        using var peer = ScriptedPeer.Good("PIPELINING", line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 no" : null);

        await Send(peer);
        await Send(peer);

        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task A_success_before_the_message_travelled_is_none()
    {
        using var peer = ScriptedPeer.Good("PIPELINING", line => line == "DATA" ? "250 2.0.0 ok" : null);

        var result = Assert.IsType<DeliveryResult.Deferred>(await Send(peer));

        Assert.Equal(451, result.Status.Code);
    }

    [Theory]
    [InlineData("RSET")]
    [InlineData("RCPT")]
    public async Task A_connection_that_was_lost_meanwhile_is_made_anew(string where)
    {
        var count = 0;
        using var cutting = new ScriptedPeer(line => line.StartsWith(where, StringComparison.Ordinal) && ++count == (where == "RSET" ? 1 : 2) ? null : Answer(line));

        Assert.IsType<DeliveryResult.Delivered>(await Send(cutting));
        Assert.IsType<DeliveryResult.Delivered>(await Send(cutting));

        Assert.Equal(2, cutting.Connections);
    }

    [Fact]
    public async Task A_host_that_has_enough_of_the_connection_gets_another_one()
    {
        var count = 0;
        using var peer = new ScriptedPeer(line => line.StartsWith("MAIL", StringComparison.Ordinal) && ++count == 2 ? "421 too many messages" : Answer(line));

        await Send(peer);

        Assert.IsType<DeliveryResult.Delivered>(await Send(peer));
        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task Another_protection_or_sign_in_is_another_connection()
    {
        using var peer = ScriptedPeer.Good();

        await Send(peer);

        Assert.Null(_idle.Take(Host(peer) with { Tls = RemoteTls.Encrypted }));
        Assert.Null(_idle.Take(Host(peer) with { Credentials = new RemoteCredentials("u", "p") }));
        Assert.NotNull(_idle.Take(Host(peer)));
    }

    [Fact]
    public async Task A_connection_that_waits_too_long_is_ended_in_order()
    {
        var quit = new TaskCompletionSource();
        using var peer = new ScriptedPeer(line =>
        {
            if (line == "QUIT")
            {
                quit.SetResult();
            }

            return Answer(line);
        });
        await Send(peer);

        _time.Advance(_limits.Idle + TimeSpan.FromSeconds(1));

        await quit.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Null(_idle.Take(Host(peer)));
    }

    [Fact]
    public async Task An_old_connection_takes_no_further_message()
    {
        using var peer = ScriptedPeer.Good();

        await Client(_limits with { Messages = 1 }).Send(Transaction(peer), TestContext.Current.CancellationToken);

        Assert.Equal("QUIT", peer.Lines[^1]);
        Assert.Null(_idle.Take(Host(peer)));
    }

    public ValueTask DisposeAsync() => _idle.DisposeAsync();

    private static string Answer(string line) => line switch
    {
        "(greeting)" => "220 peer.example",
        "DATA" => "354 go",
        _ => "250 ok",
    };

    private async Task<DeliveryResult> Send(ScriptedPeer peer) =>
        Assert.Single(Assert.IsType<RemoteResult.Answered>(await Client(_limits).Send(Transaction(peer), TestContext.Current.CancellationToken)).Recipients);

    private SmtpClient Client(SmtpClientLimits limits) => new("mx.example", limits, _time, idle: _idle);

    private static RemoteHost Host(ScriptedPeer peer) => new("peer.example", peer.EndPoint);

    private static RemoteTransaction Transaction(ScriptedPeer peer) => new(
        Host(peer),
        new Envelope { ReversePath = Parse("s@s.example"), Arrived = DateTimeOffset.UnixEpoch },
        [new RemoteRecipient(Parse("a@a.example"), new Recipient(Parse("a@a.example")))],
        Message.Length,
        () => new MemoryStream(Encoding.ASCII.GetBytes(Message)));

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);
}
