using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Protocols.Smtp.Client;

namespace Hikyaku.Tests.Smtp.Client;

/// <summary>The limits that hosts name (RFC 9422) or tell with 452.</summary>
public sealed class RemoteLimitsTests
{
    private const string Message = "Subject: hi\r\n\r\nend\r\n";

    [Fact]
    public async Task More_recipients_than_the_host_takes_share_several_transactions()
    {
        using var peer = ScriptedPeer.Good("", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-peer.example\r\n250-PIPELINING\r\n250 LIMITS RCPTMAX=2 OTHER=x" : null);

        var results = await Send(peer, "a@a.example", "b@a.example", "c@a.example");

        Assert.All(results, result => Assert.IsType<DeliveryResult.Delivered>(result));
        Assert.Equal(2, peer.Lines.Count(line => line == "(end)"));
        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task Each_connection_has_no_more_domains_than_the_host_takes()
    {
        using var peer = ScriptedPeer.Good("", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-peer.example\r\n250 LIMITS RCPTDOMAINMAX=1" : null);

        await Send(peer, "a@a.example", "b@b.example", "c@a.example");

        Assert.Equal(
            ["EHLO", "MAIL", "RCPT TO:<a@a.example>", "RCPT TO:<c@a.example>", "EHLO", "MAIL", "RCPT TO:<b@b.example>"],
            peer.Lines.Where(line => line[0] is 'E' or 'M' or 'R').Select(line => line[0] == 'R' ? line : line[..4]));
    }

    [Theory]
    [InlineData("RCPTMAX=02", 1)]
    [InlineData("RCPTMAX=0", 1)]
    [InlineData("RCPTMAX=1000000", 1)]
    [InlineData("RCPTMAX=1 X=", 1)]
    [InlineData("RCPTMAX=1  MAILMAX=5", 1)]
    [InlineData("RCPTMAX=1 X;Y=1", 1)]
    [InlineData("RCPTMAX=1 RCPTDOMAINMAX=x", 3)]
    [InlineData("rcptmax=1 New_Limit-2", 3)]
    public async Task A_limit_that_cannot_be_read_does_not_count(string limits, int transactions)
    {
        using var peer = ScriptedPeer.Good("", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? $"250-peer.example\r\n250 LIMITS {limits}" : null);

        await Send(peer, "a@a.example", "b@a.example", "c@a.example");

        Assert.Equal(transactions, peer.Lines.Count(line => line == "(end)"));
    }

    [Fact]
    public async Task Who_has_no_place_on_the_connection_goes_by_another_one()
    {
        using var peer = ScriptedPeer.Good("", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-peer.example\r\n250 LIMITS MAILMAX=1 RCPTMAX=1" : null);

        var results = await Send(peer, "a@a.example", "b@a.example");

        Assert.All(results, result => Assert.IsType<DeliveryResult.Delivered>(result));
        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task Who_is_one_too_many_is_in_the_next_transaction()
    {
        var refuses = true;
        using var peer = ScriptedPeer.Good("", line =>
        {
            refuses &= line != "(end)";
            return refuses && line == "RCPT TO:<b@a.example>" ? "452 4.5.3 too many recipients" : null;
        });

        var results = await Send(peer, "a@a.example", "b@a.example");

        Assert.All(results, result => Assert.IsType<DeliveryResult.Delivered>(result));
    }

    [Fact]
    public async Task A_host_that_takes_no_recipient_at_all_is_not_asked_for_ever()
    {
        using var peer = ScriptedPeer.Good("", line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "452 4.5.3 too many recipients" : null);

        Assert.All(await Send(peer, "a@a.example", "b@a.example"), result => Assert.IsType<DeliveryResult.Deferred>(result));
        Assert.Single(peer.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<DeliveryResult>> Send(ScriptedPeer peer, params string[] recipients)
    {
        var result = await new SmtpClient("mx.example", new SmtpClientLimits(), TimeProvider.System).Send(
            new RemoteTransaction(
                new RemoteHost("peer.example", peer.EndPoint),
                new Envelope { ReversePath = Parse("s@s.example"), Arrived = DateTimeOffset.UnixEpoch },
                [.. recipients.Select(r => new RemoteRecipient(Parse(r), new Recipient(Parse(r))))],
                Message.Length,
                () => new MemoryStream(Encoding.ASCII.GetBytes(Message))),
            TestContext.Current.CancellationToken);
        return Assert.IsType<RemoteResult.Answered>(result).Recipients;
    }

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);
}
