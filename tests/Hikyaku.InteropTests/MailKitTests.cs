using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Search;
using MailKit.Security;
using MimeKit;

namespace Hikyaku.InteropTests;

/// <summary>The library that many .NET programs use for mail.</summary>
public sealed class MailKitTests(RealServer server) : IClassFixture<RealServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("submission", "imap", "pop3", SecureSocketOptions.StartTls)]
    [InlineData("submissions", "imaps", "pop3s", SecureSocketOptions.SslOnConnect)]
    public async Task A_message_goes_in_and_comes_out_whole(string submission, string imap, string pop3, SecureSocketOptions tls)
    {
        server.Need(submission, imap, pop3);
        var sent = NewMessage();
        await Submit(sent, submission, tls);

        Same(sent, await ReadByImap(sent.MessageId!, imap, tls));
        Same(sent, await ReadByPop3(sent.MessageId!, pop3, tls));
    }

    [Fact]
    public async Task Idle_tells_of_a_new_message()
    {
        server.Need("submission", "imaps");
        using var client = new ImapClient();
        await Open(client, "imaps", SecureSocketOptions.SslOnConnect);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Cancellation);
        using var done = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var told = false;
        client.Inbox.CountChanged += (_, _) =>
        {
            told = true;
            done.Cancel();
        };
        var idle = client.IdleAsync(done.Token, Cancellation);
        await Submit(NewMessage(), "submission", SecureSocketOptions.StartTls);
        await idle;
        await client.DisconnectAsync(quit: true, Cancellation);

        Assert.True(told);
    }

    [Fact]
    public async Task Folders_flags_and_moves_work()
    {
        server.Need("imaps");
        using var client = new ImapClient();
        await Open(client, "imaps", SecureSocketOptions.SslOnConnect);
        var folder = await client.GetFolder(client.PersonalNamespaces[0]).CreateAsync("受信 " + Guid.NewGuid().ToString("N"), isMessageFolder: true, Cancellation);
        Assert.NotNull(folder);
        var uid = await folder.AppendAsync(NewMessage(), MessageFlags.Flagged, DateTimeOffset.UnixEpoch, Cancellation);
        await folder.OpenAsync(FolderAccess.ReadWrite, Cancellation);
        await folder.AddFlagsAsync(uid!.Value, MessageFlags.Seen, silent: false, Cancellation);
        var summary = Assert.Single(await folder.FetchAsync([uid.Value], MessageSummaryItems.Flags | MessageSummaryItems.InternalDate | MessageSummaryItems.Envelope, Cancellation));
        var moved = await folder.MoveToAsync(uid.Value, client.GetFolder(SpecialFolder.Trash)!, Cancellation);
        await client.DisconnectAsync(quit: true, Cancellation);

        Assert.True(summary.Flags is { } flags && flags.HasFlag(MessageFlags.Seen | MessageFlags.Flagged));
        Assert.Equal(DateTimeOffset.UnixEpoch, summary.InternalDate);
        Assert.Equal("件名", summary.Envelope!.Subject);
        Assert.NotNull(moved);
        Assert.Equal(0, folder.Count);
    }

    private static MimeMessage NewMessage()
    {
        var body = new BodyBuilder { TextBody = "本文\r\n.\r\n.a line with a dot\r\n" };
        body.Attachments.Add("file.bin", Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray());
        return new MimeMessage([MailboxAddress.Parse(RealServer.Alice)], [MailboxAddress.Parse(RealServer.Bob)], "件名", body.ToMessageBody());
    }

    private static void Same(MimeMessage sent, MimeMessage got)
    {
        Assert.Equal("件名", got.Subject);
        Assert.Equal(sent.TextBody!.ReplaceLineEndings("\n"), got.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(Octets(sent), Octets(got));
    }

    private static byte[] Octets(MimeMessage message)
    {
        using var octets = new MemoryStream();
        ((MimePart)message.Attachments.Single()).Content!.DecodeTo(octets, Cancellation);
        return octets.ToArray();
    }

    private async Task Submit(MimeMessage message, string listener, SecureSocketOptions tls)
    {
        using var client = new SmtpClient();
        await Open(client, listener, tls, RealServer.Alice);
        await client.SendAsync(message, Cancellation);
        await client.DisconnectAsync(quit: true, Cancellation);
    }

    private async Task<MimeMessage> ReadByImap(string messageId, string listener, SecureSocketOptions tls)
    {
        using var client = new ImapClient();
        await Open(client, listener, tls);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Cancellation);
        var found = Assert.Single(await client.Inbox.SearchAsync(SearchQuery.HeaderContains("Message-ID", messageId), Cancellation));
        var message = await client.Inbox.GetMessageAsync(found, Cancellation);
        await client.DisconnectAsync(quit: true, Cancellation);
        return message;
    }

    private async Task<MimeMessage> ReadByPop3(string messageId, string listener, SecureSocketOptions tls)
    {
        using var client = new Pop3Client();
        await Open(client, listener, tls);
        var messages = await client.GetMessagesAsync(0, client.Count, Cancellation);
        Assert.Equal(client.Count, (await client.GetMessageUidsAsync(Cancellation)).Distinct(StringComparer.Ordinal).Count());
        await client.DisconnectAsync(quit: true, Cancellation);
        return messages.Single(message => message.MessageId == messageId);
    }

    private async Task Open(MailService client, string listener, SecureSocketOptions tls, string user = RealServer.Bob)
    {
        client.ServerCertificateValidationCallback = IsOurs;
        await client.ConnectAsync("localhost", server.Port(listener), tls, Cancellation);
        await client.AuthenticateAsync(user, RealServer.Password, Cancellation);
    }

    // No authority knows the certificate, but its file and its name can be compared.
    private bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        server.IsOwn(certificate) && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
}
