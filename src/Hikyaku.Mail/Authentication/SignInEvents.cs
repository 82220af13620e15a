using System.Text;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Metrics;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Authentication;

/// <summary>What the log says about sign-ins: everything that an administrator needs to help a user, and never a password.</summary>
internal sealed partial class SignInEvents(ILogger logger, MailMetrics? metrics)
{
    private const int LongestName = 100;

    public void SignedIn(SignInContext context, Account account)
    {
        metrics?.SignedIn(context.Protocol.ToString().ToLowerInvariant(), isRefused: false);
        LogSignedIn(context.SessionId, account.Address, context.Protocol, context.ClientAddress, context.Mechanism, context.IsTls);
    }

    public void Refused(SignInContext context, string userName, SignInRefusal reason)
    {
        metrics?.SignedIn(context.Protocol.ToString().ToLowerInvariant(), isRefused: true);
        LogRefused(context.SessionId, Printable(userName), context.Protocol, context.ClientAddress, context.Mechanism, context.IsTls, reason);
    }

    public void HashReplaced(Account account) => LogHashReplaced(account.Address);

    // A name from outside must not be able to write lines of its own into the log.
    private static string Printable(string userName)
    {
        var text = new StringBuilder(Math.Min(userName.Length, LongestName));
        foreach (var rune in userName.EnumerateRunes())
        {
            if (text.Length >= LongestName)
            {
                break;
            }

            text.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }

        return text.ToString();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} {Account} signed in to {Protocol} from {Address} by {Mechanism}, TLS {IsTls}")]
    private partial void LogSignedIn(string session, string account, Services protocol, System.Net.IPAddress address, string mechanism, bool isTls);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Session} refused the sign-in of '{UserName}' to {Protocol} from {Address} by {Mechanism}, TLS {IsTls}: {Reason}")]
    private partial void LogRefused(
        string session, string userName, Services protocol, System.Net.IPAddress address, string mechanism, bool isTls, SignInRefusal reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The password hash of {Account} was replaced by argon2id")]
    private partial void LogHashReplaced(string account);
}
