using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Search;
using MailKit.Security;
using MimeKit;

namespace Hikyaku.InteropTests;

/// <summary>What a user's mail program does: submit, and wait for a message in the inbox.</summary>
internal static class Mailbox
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task Submit(RealServer server, string from, string subject, params string[] to)
    {
        using var client = new SmtpClient { ServerCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate) };
        await client.ConnectAsync("localhost", server.Port("submission"), SecureSocketOptions.StartTls);
        await client.AuthenticateAsync(from, RealServer.Password);
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(from));
        message.To.AddRange(to.Select(MailboxAddress.Parse));
        message.Subject = subject;
        message.Body = new TextPart("plain") { Text = "hello\r\n.dot\r\n" };
        await client.SendAsync(message);
        await client.DisconnectAsync(quit: true);
    }

    /// <summary>The messages whose subject holds a text, as soon as there are any.</summary>
    public static async Task<IReadOnlyList<MimeMessage>> Await(RealServer server, string account, string subject)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = new ImapClient { ServerCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate) };
        await client.ConnectAsync("localhost", server.Port("imap"), SecureSocketOptions.StartTls, limit.Token);
        await client.AuthenticateAsync(account, RealServer.Password, limit.Token);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly, limit.Token);
        while (true)
        {
            await client.NoOpAsync(limit.Token);
            if (await client.Inbox.SearchAsync(SearchQuery.SubjectContains(subject), limit.Token) is { Count: > 0 } found)
            {
                var messages = new List<MimeMessage>();
                foreach (var uid in found)
                    messages.Add(await client.Inbox.GetMessageAsync(uid, limit.Token));
                return messages;
            }
        }
    }

    /// <summary>Every message of the inbox.</summary>
    public static async Task<IReadOnlyList<MimeMessage>> All(RealServer server, string account)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = new ImapClient { ServerCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate) };
        await client.ConnectAsync("localhost", server.Port("imap"), SecureSocketOptions.StartTls, limit.Token);
        await client.AuthenticateAsync(account, RealServer.Password, limit.Token);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly, limit.Token);
        var messages = new List<MimeMessage>();
        for (var i = 0; i < client.Inbox.Count; i++)
            messages.Add(await client.Inbox.GetMessageAsync(i, limit.Token));
        return messages;
    }
}
