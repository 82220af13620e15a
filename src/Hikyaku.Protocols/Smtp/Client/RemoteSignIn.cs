using System.Security.Cryptography;
using System.Text;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>Signs in to a smart host (RFC 4954): by SCRAM where it is offered, else PLAIN, else LOGIN.</summary>
/// <remarks>Security: PLAIN and LOGIN show the password to whoever reads the connection; the caller says whether that may be.</remarks>
internal static class RemoteSignIn
{
    private const int Challenge = 334;
    private const string Scram256 = "SCRAM-SHA-256";
    private const string Scram1 = "SCRAM-SHA-1";

    /// <summary>Null when it worked, else why not.</summary>
    public static async ValueTask<SmtpStatus?> Run(
        RemoteConnection connection, RemoteExtensions extensions, RemoteCredentials credentials, bool mayShowPassword, TimeSpan time, CancellationToken cancellation)
    {
        Exchange exchange = (command, token) => connection.Ask(command, time, token);
        var offered = extensions.SignInMechanisms;
        if (offered.Contains(Scram256) || offered.Contains(Scram1))
        {
            return await ByScram(exchange, offered.Contains(Scram256) ? Scram256 : Scram1, credentials, cancellation);
        }

        if (!offered.Contains("PLAIN") && !offered.Contains("LOGIN"))
        {
            return SmtpStatus.SignInFailed with { Text = "The smart host offers no sign-in by SCRAM, PLAIN or LOGIN" };
        }

        if (!mayShowPassword)
        {
            return SmtpStatus.SignInFailed with { Text = "The smart host wants the password without TLS; the route must say tls=none to allow that" };
        }

        return Verdict(offered.Contains("PLAIN") ? await ByPlain(exchange, credentials, cancellation) : await ByLogin(exchange, credentials, cancellation));
    }

    private delegate ValueTask<Reply> Exchange(string command, CancellationToken cancellation);

    // RFC 4616 §2.
    private static ValueTask<Reply> ByPlain(Exchange ask, RemoteCredentials credentials, CancellationToken cancellation) =>
        ask($"AUTH PLAIN {Base64($"\0{credentials.UserName}\0{credentials.Password}")}", cancellation);

    private static async ValueTask<Reply> ByLogin(Exchange ask, RemoteCredentials credentials, CancellationToken cancellation)
    {
        var reply = await ask("AUTH LOGIN", cancellation);
        reply = reply.Code == Challenge ? await ask(Base64(credentials.UserName), cancellation) : reply;
        return reply.Code == Challenge ? await ask(Base64(credentials.Password), cancellation) : reply;
    }

    private static async ValueTask<SmtpStatus?> ByScram(Exchange ask, string mechanism, RemoteCredentials credentials, CancellationToken cancellation)
    {
        var client = new ScramClient(mechanism == Scram1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, credentials);
        var reply = await ask($"AUTH {mechanism} {Base64(client.First)}", cancellation);
        if (reply.Code != Challenge)
        {
            return Verdict(reply);
        }

        if (Decode(reply.Text) is not { } challenge || client.Final(challenge) is not { } final)
        {
            await ask("*", cancellation);
            return SmtpStatus.SignInFailed with { Text = "The smart host's SCRAM challenge makes no sense" };
        }

        reply = await ask(Base64(final), cancellation);
        if (reply.Code != Challenge)
        {
            // RFC 5802 §5: without the server's signature the server has not shown that it knows the password.
            return reply.IsPositive ? Unproven : Verdict(reply);
        }

        var isProven = Decode(reply.Text) is { } proof && client.IsServer(proof);
        reply = await ask(isProven ? "" : "*", cancellation);
        return isProven ? Verdict(reply) : Unproven;
    }

    private static SmtpStatus Unproven => SmtpStatus.SignInFailed with { Text = "The smart host did not prove that it knows the password" };

    // A wrong password is the administrator's to repair: the mail waits.
    private static SmtpStatus? Verdict(Reply reply) =>
        reply.IsPositive ? null : SmtpStatus.SignInFailed with { Text = $"The smart host refused the sign-in: {reply}" };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string? Decode(string base64)
    {
        var octets = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, octets, out var length) ? Encoding.UTF8.GetString(octets, 0, length) : null;
    }
}
