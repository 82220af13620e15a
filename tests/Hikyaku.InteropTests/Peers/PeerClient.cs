using System.Globalization;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hikyaku.InteropTests.Peers;

/// <summary>Submits as Alice, with a wish to hear of success, and finds what came back by a word in it.</summary>
internal sealed class PeerClient : SmtpClient
{
    public const string Text = "日本語 é\r\n.dot\r\n..\r\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task Submit(RealServer server, string subject, string to)
    {
        using var client = new PeerClient { ServerCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate) };
        await client.ConnectAsync("localhost", server.Port("submission"), SecureSocketOptions.StartTls);
        await client.AuthenticateAsync(RealServer.Alice, RealServer.Password);
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(RealServer.Alice));
        message.To.Add(new MailboxAddress("", to));
        message.Subject = subject;
        message.Body = new TextPart("plain") { Text = Text, ContentTransferEncoding = ContentEncoding.EightBit };
        var options = FormatOptions.Default.Clone();
        options.International = true;
        await client.SendAsync(options, message);
        await client.DisconnectAsync(quit: true);
    }

    /// <summary>The first message in Alice's inbox that holds a text in its body or header.</summary>
    public static async Task<MimeMessage> Await(RealServer server, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = new ImapClient { ServerCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate) };
        await client.ConnectAsync("localhost", server.Port("imap"), SecureSocketOptions.StartTls, limit.Token);
        await client.AuthenticateAsync(RealServer.Alice, RealServer.Password, limit.Token);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly, limit.Token);
        while (true)
        {
            await client.NoOpAsync(limit.Token);
            for (var i = client.Inbox.Count - 1; i >= 0; i--)
            {
                var message = await client.Inbox.GetMessageAsync(i, limit.Token);
                if (message.ToString().Contains(text, StringComparison.Ordinal))
                    return message;
            }
        }
    }

    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
        DeliveryStatusNotification.Success | DeliveryStatusNotification.Failure;

    protected override string GetEnvelopeId(MimeMessage message) => string.Create(CultureInfo.InvariantCulture, $"env-{message.Subject}");
}
