using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hikyaku.InteropTests.Chaos;

/// <summary>Users who submit one message after the other, in connections that they use again, until the server dies.</summary>
internal sealed class ChaosLoad(RealServer server, ChaosLedger ledger, Func<int, string, string[]> recipients)
{
    private int _count;

    /// <summary>Sends until the caller has enough; who loses the connection makes another one.</summary>
    public async Task Run(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await Send(enough);
            }
            catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ProtocolException or ServiceNotConnectedException
                or OperationCanceledException or SslHandshakeException)
            {
                // The server was killed: this message may have been taken or not.
            }
        }
    }

    private async Task Send(CancellationToken enough)
    {
        using var client = new SmtpClient { ServerCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate) };
        await client.ConnectAsync("127.0.0.1", server.Port("submission"), SecureSocketOptions.StartTls, enough);
        await client.AuthenticateAsync(RealServer.Alice, RealServer.Password, enough);
        while (!enough.IsCancellationRequested)
            await SendOne(client, enough);
    }

    private async Task SendOne(SmtpClient client, CancellationToken enough)
    {
        var subject = Guid.NewGuid().ToString("N");
        var to = recipients(Interlocked.Increment(ref _count), subject);
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(RealServer.Alice));
        message.To.AddRange(to.Select(MailboxAddress.Parse));
        message.Subject = subject;
        message.Body = new TextPart("plain") { Text = "hello\r\n.dot\r\n" };
        ledger.Offer(subject, to);
        try
        {
            await client.SendAsync(message, enough);
            ledger.Accept(subject);
        }
        catch (SmtpCommandException e) when ((int)e.StatusCode is >= 400 and < 500)
        {
            ledger.Refuse(subject);
        }
    }
}
