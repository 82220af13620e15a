using System.Text;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>Signs in to a smart host (RFC 4954): PLAIN, else LOGIN, and only under TLS or to a host that offers nothing else.</summary>
internal static class RemoteSignIn
{
    private const int Challenge = 334;

    /// <summary>Null when it worked, else why not.</summary>
    public static async ValueTask<SmtpStatus?> Run(
        RemoteConnection connection, RemoteExtensions extensions, RemoteCredentials credentials, TimeSpan time, CancellationToken cancellation)
    {
        Reply reply;
        if (extensions.SignInMechanisms.Contains("PLAIN"))
        {
            reply = await connection.Ask($"AUTH PLAIN {Base64($"\0{credentials.UserName}\0{credentials.Password}")}", time, cancellation);
        }
        else if (extensions.SignInMechanisms.Contains("LOGIN"))
        {
            reply = await connection.Ask("AUTH LOGIN", time, cancellation);
            reply = reply.Code == Challenge ? await connection.Ask(Base64(credentials.UserName), time, cancellation) : reply;
            reply = reply.Code == Challenge ? await connection.Ask(Base64(credentials.Password), time, cancellation) : reply;
        }
        else
        {
            return SmtpStatus.SignInFailed with { Text = "The smart host offers no sign-in by PLAIN or LOGIN" };
        }

        // A wrong password is the administrator's to repair: the mail waits.
        return reply.IsPositive ? null : SmtpStatus.SignInFailed with { Text = $"The smart host refused the sign-in: {reply}" };
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
