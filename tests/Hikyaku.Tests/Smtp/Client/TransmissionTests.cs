using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Protocols.Smtp.Client;
using MimeKit;

namespace Hikyaku.Tests.Smtp.Client;

/// <summary>In which form a message goes out, by what the host offers.</summary>
public sealed class TransmissionTests
{
    private const string EightBit = "From: s@s.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nこんにちは é\r\n";

    private const string Binary = "From: s@s.example\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\na\0b\nc\rd";

    private const string Signed = "From: s@s.example\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/signed; boundary=b; micalg=pgp-sha256; protocol=\"application/pgp-signature\"\r\n\r\n"
        + "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\né\r\n--b\r\n"
        + "Content-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n";

    [Fact]
    public async Task A_host_with_CHUNKING_gets_one_chunk_of_just_these_octets()
    {
        using var peer = ScriptedPeer.Good("PIPELINING 8BITMIME CHUNKING");
        const string Message = "Subject: hi\r\n\r\n.dot\r\n..\r\n";

        Assert.IsType<DeliveryResult.Delivered>(await Send(peer, Message));

        Assert.Equal(Message, Encoding.UTF8.GetString([.. peer.Data]));
        Assert.Contains($"BDAT {Message.Length} LAST", peer.Lines);
        Assert.DoesNotContain("DATA", peer.Lines);
    }

    [Fact]
    public async Task A_host_with_8BITMIME_gets_the_message_as_it_is()
    {
        using var peer = ScriptedPeer.Good("8BITMIME");

        await Send(peer, EightBit);

        Assert.Equal(EightBit, Encoding.UTF8.GetString([.. peer.Data]));
        Assert.Contains("MAIL FROM:<s@s.example> BODY=8BITMIME", peer.Lines);
    }

    [Theory]
    [InlineData("SIZE")]
    [InlineData("SIZE CHUNKING")]
    public async Task A_host_without_8BITMIME_gets_the_same_text_in_seven_bits(string extensions)
    {
        using var peer = ScriptedPeer.Good(extensions);

        Assert.IsType<DeliveryResult.Delivered>(await Send(peer, EightBit));

        byte[] octets = [.. peer.Data];
        Assert.True(Ascii.IsValid(octets));
        using var message = MimeMessage.Load(new MemoryStream(octets), TestContext.Current.CancellationToken);
        Assert.Equal("こんにちは é", message.TextBody!.Trim());
        Assert.Contains($"MAIL FROM:<s@s.example> SIZE={octets.Length}", peer.Lines);
    }

    [Fact]
    public async Task What_is_signed_is_returned_rather_than_broken()
    {
        using var peer = ScriptedPeer.Good();

        Assert.Equal(SmtpStatus.NotConvertible, Assert.IsType<DeliveryResult.Failed>(await Send(peer, Signed)).Status);
        Assert.DoesNotContain(peer.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("8BITMIME")]
    [InlineData("8BITMIME BINARYMIME")]
    public async Task A_binary_message_is_encoded_where_the_host_takes_no_binary(string extensions)
    {
        using var peer = ScriptedPeer.Good(extensions);

        Assert.IsType<DeliveryResult.Delivered>(await Send(peer, Binary, BodyType.BinaryMime));

        using var message = MimeMessage.Load(new MemoryStream([.. peer.Data]), TestContext.Current.CancellationToken);
        Assert.Equal(ContentEncoding.Base64, Assert.IsType<MimePart>(message.Body).ContentTransferEncoding);
        Assert.Contains("MAIL FROM:<s@s.example> BODY=8BITMIME", peer.Lines);
    }

    [Fact]
    public async Task A_binary_message_goes_out_as_it_is_where_the_host_takes_it()
    {
        using var peer = ScriptedPeer.Good("8BITMIME CHUNKING BINARYMIME");

        Assert.IsType<DeliveryResult.Delivered>(await Send(peer, Binary, BodyType.BinaryMime));

        Assert.Equal(Binary, Encoding.UTF8.GetString([.. peer.Data]));
        Assert.Contains("MAIL FROM:<s@s.example> BODY=BINARYMIME", peer.Lines);
    }

    private static async Task<DeliveryResult> Send(ScriptedPeer peer, string message, BodyType body = BodyType.EightBitMime)
    {
        var octets = Encoding.UTF8.GetBytes(message);
        var recipient = Parse("a@a.example");
        var result = await new SmtpClient("mx.example", new SmtpClientLimits(), TimeProvider.System).Send(
            new RemoteTransaction(
                new RemoteHost("peer.example", peer.EndPoint),
                new Envelope { ReversePath = Parse("s@s.example"), Arrived = DateTimeOffset.UnixEpoch, Body = body },
                [new RemoteRecipient(recipient, new Recipient(recipient))],
                octets.Length,
                () => new MemoryStream(octets)),
            TestContext.Current.CancellationToken);
        return Assert.Single(Assert.IsType<RemoteResult.Answered>(result).Recipients);
    }

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);
}
