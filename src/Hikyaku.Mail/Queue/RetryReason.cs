using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Queue;

/// <summary>Tells why a recipient waits.</summary>
internal static class RetryReason
{
    private const int Security = 7;
    private static readonly EnhancedCode MailboxFull = new(4, 2, 2);

    // Many hosts say it in words only.
    private static readonly string[] GreylistWords = ["greylist", "graylist", "grey-list", "gray-list"];

    /// <summary>The class of an outcome that puts a recipient off.</summary>
    public static RetryClass Of(RemoteOutcome outcome, SmtpStatus status) =>
        status.Enhanced == MailboxFull && !IsGreylisting(status) ? RetryClass.Full
        : outcome.Remote is not null ? IsGreylisting(status) || status.Enhanced.Subject == Security ? RetryClass.Greylisted : RetryClass.Usual
        : !outcome.IsUnreachable ? RetryClass.Local
        : status.Enhanced.Subject == Security ? RetryClass.Protection
        : RetryClass.Unreachable;

    private static bool IsGreylisting(SmtpStatus status) => Array.Exists(GreylistWords, word => status.Text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
