using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Protocols.Smtp.Client;
using MimeKit;

namespace Hikyaku.Tests.Smtp.Client;

/// <summary>Internationalized mail for hosts without SMTPUTF8 (RFC 6531 §3.5): written in ASCII where that is possible, else returned.</summary>
public sealed class DowngradeTests
{
    private const string Message = "From: 花子 <s@s.example>\r\nTo: u@日本.example\r\nSubject: こんにちは\r\nX-Plain: a\r\n\r\nbody\r\n";

    [Fact]
    public async Task Names_and_domains_of_ASCII_addresses_are_written_in_ASCII()
    {
        using var peer = ScriptedPeer.Good("SIZE 8BITMIME");

        Assert.IsType<DeliveryResult.Delivered>(Assert.Single(await Send(peer, Message, "u@日本.example")));

        byte[] octets = [.. peer.Data];
        Assert.True(Ascii.IsValid(octets), Encoding.UTF8.GetString(octets));
        using var message = MimeMessage.Load(new MemoryStream(octets), TestContext.Current.CancellationToken);
        Assert.Equal("こんにちは", message.Subject);
        Assert.Equal("花子", message.From[0].Name);
        Assert.Contains("X-Plain: a\r\n\r\nbody\r\n", Encoding.ASCII.GetString(octets), StringComparison.Ordinal);
        Assert.Contains(peer.Lines, line => line.StartsWith($"MAIL FROM:<s@s.example> SIZE={octets.Length} ", StringComparison.Ordinal));
        Assert.Contains("RCPT TO:<u@xn--wgv71a.example>", peer.Lines);
    }

    [Fact]
    public async Task Who_has_an_ASCII_address_is_served_beside_who_has_none()
    {
        using var peer = ScriptedPeer.Good("PIPELINING");

        var results = await Send(peer, Message, "花@a.example", "u@a.example", "子@a.example");

        Assert.Equal([SmtpStatus.NoSmtpUtf8, new SmtpStatus(250, new(2, 0, 0), "taken"), SmtpStatus.NoSmtpUtf8], results.Select(result => result.Status));
    }

    [Theory]
    [InlineData("From: s@s.example\r\nTo: 花子@a.example\r\n\r\nbody\r\n")]
    [InlineData("From: s@s.example\r\nMessage-ID: <花子@a.example>\r\n\r\nbody\r\n")]
    public async Task A_header_with_an_address_that_has_no_ASCII_form_is_returned(string message)
    {
        using var peer = ScriptedPeer.Good("8BITMIME");

        Assert.Equal(SmtpStatus.NoSmtpUtf8, Assert.Single(await Send(peer, message, "u@a.example")).Status);
        Assert.DoesNotContain(peer.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_with_SMTPUTF8_gets_the_message_as_it_is()
    {
        using var peer = ScriptedPeer.Good("8BITMIME SMTPUTF8 DSN");

        await Send(peer, Message, "花子@a.example");

        Assert.Equal(Message, Encoding.UTF8.GetString([.. peer.Data]));
        Assert.Contains("MAIL FROM:<s@s.example> BODY=8BITMIME SMTPUTF8", peer.Lines);
        Assert.Contains("RCPT TO:<花子@a.example> ORCPT=utf-8;\\x{592A}@a.example", peer.Lines);
    }

    private static async Task<IReadOnlyList<DeliveryResult>> Send(ScriptedPeer peer, string message, params string[] recipients)
    {
        var octets = Encoding.UTF8.GetBytes(message);
        var named = Parse("太@a.example");
        var result = await new SmtpClient("mx.example", new SmtpClientLimits(), TimeProvider.System).Send(
            new RemoteTransaction(
                new RemoteHost("peer.example", peer.EndPoint),
                new Envelope { ReversePath = Parse("s@s.example"), Arrived = DateTimeOffset.UnixEpoch, Body = BodyType.EightBitMime, SmtpUtf8 = true },
                [.. recipients.Select(r => new RemoteRecipient(Parse(r), new Recipient(named)))],
                octets.Length,
                () => new MemoryStream(octets)),
            TestContext.Current.CancellationToken);
        return Assert.IsType<RemoteResult.Answered>(result).Recipients;
    }

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);
}
