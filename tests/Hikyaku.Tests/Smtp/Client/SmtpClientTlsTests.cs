using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Protocols.Smtp.Client;

namespace Hikyaku.Tests.Smtp.Client;

public sealed class SmtpClientTlsTests : IDisposable
{
    private const string Message = "Subject: hi\r\n\r\nbody\r\n";
    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData(RemoteTls.Opportunistic, "peer.example", true)]
    [InlineData(RemoteTls.Opportunistic, "other.example", false)]
    [InlineData(RemoteTls.Encrypted, "other.example", false)]
    [InlineData(RemoteTls.Required, "peer.example", true)]
    public async Task A_message_goes_out_under_STARTTLS(RemoteTls tls, string certified, bool isTrusted)
    {
        using var certificate = _authority.Issue(certified);
        using var peer = ScriptedPeer.Good("STARTTLS", certificate: certificate);

        var answered = Assert.IsType<RemoteResult.Answered>(await Send(peer, tls, isTrusted));

        Assert.IsType<DeliveryResult.Delivered>(Assert.Single(answered.Recipients));
        Assert.Equal(1, peer.Connections);
        // RFC 3207 §4.2: the client says EHLO again, and the message follows it.
        Assert.Equal(
            ["EHLO mx.example", "STARTTLS", "(TLS)", "EHLO mx.example", "MAIL FROM:<s@s.example>", "RCPT TO:<a@a.example>", "DATA", "(end)", "QUIT"], peer.Lines);
    }

    [Theory]
    [InlineData("other.example", true)]
    [InlineData("peer.example", false)]
    public async Task A_certificate_of_another_name_or_of_nobody_known_does_not_do_where_TLS_is_required(string certified, bool isTrusted)
    {
        using var certificate = _authority.Issue(certified);
        using var peer = ScriptedPeer.Good("STARTTLS", certificate: certificate);

        var status = Assert.IsType<RemoteResult.Unreachable>(await Send(peer, RemoteTls.Required, isTrusted)).Status;

        Assert.Equal(new EnhancedCode(4, 7, 5), status.Enhanced);
        Assert.Contains("certificate", status.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(peer.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    // RFC 8689 §4.2.1.
    [Theory]
    [InlineData("STARTTLS REQUIRETLS", true)]
    [InlineData("STARTTLS", false)]
    public async Task REQUIRETLS_goes_on_to_hosts_that_offer_it(string extensions, bool isSent)
    {
        using var certificate = _authority.Issue("peer.example");
        using var peer = ScriptedPeer.Good(extensions, certificate: certificate);

        var result = await Send(peer, RemoteTls.Required, isTrusted: true, TlsWish.Required);

        Assert.Equal(isSent ? null : SmtpStatus.RequireTlsMissing, (result as RemoteResult.Unreachable)?.Status);
        Assert.Equal(isSent, peer.Lines.Contains("MAIL FROM:<s@s.example> REQUIRETLS"));
    }

    // RFC 8689 §5.
    [Theory]
    [InlineData("STARTTLS REQUIRETLS", "MAIL FROM:<> REQUIRETLS")]
    [InlineData("STARTTLS", "MAIL FROM:<>")]
    public async Task A_report_with_REQUIRETLS_is_not_lost_where_it_is_not_offered(string extensions, string mail)
    {
        using var certificate = _authority.Issue("peer.example");
        using var peer = ScriptedPeer.Good(extensions, certificate: certificate);

        Assert.IsType<RemoteResult.Answered>(await Send(peer, RemoteTls.Required, isTrusted: true, TlsWish.Required, isReport: true));

        Assert.Contains(mail, peer.Lines);
    }

    private ValueTask<RemoteResult> Send(ScriptedPeer peer, RemoteTls tls, bool isTrusted, TlsWish wish = TlsWish.Usual, bool isReport = false)
    {
        var recipient = Parse("a@a.example");
        var client = new SmtpClient("mx.example", new SmtpClientLimits(), TimeProvider.System, isTrusted ? _authority.Trust : null);
        return client.Send(
            new RemoteTransaction(
                new RemoteHost("peer.example", peer.EndPoint, tls),
                new Envelope { ReversePath = isReport ? null : Parse("s@s.example"), Arrived = DateTimeOffset.UnixEpoch, Tls = wish },
                [new RemoteRecipient(recipient, new Recipient(recipient))],
                Message.Length,
                () => new MemoryStream(Encoding.ASCII.GetBytes(Message))),
            TestContext.Current.CancellationToken);
    }

    public void Dispose() => _authority.Dispose();

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);
}
