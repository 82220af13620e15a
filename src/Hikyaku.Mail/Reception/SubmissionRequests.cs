using System.Globalization;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Reception;

/// <summary>Grants what users ask for when they submit mail: to wait, to go first, to be there in time.</summary>
/// <remarks>Standards: RFC 4865, RFC 6710, RFC 2852, RFC 4954 §5.</remarks>
public sealed class SubmissionRequests(Settings.Settings settings)
{
    /// <summary>How long a message may be asked to wait; zero: not at all.</summary>
    public TimeSpan MaxHold => settings.Get(SmtpSettings.MaxHold);

    /// <summary>Why MAIL cannot be granted; null: it can.</summary>
    public SmtpStatus? Check(MailArguments mail, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var wait = mail.HoldFor ?? mail.HoldUntil - now;
        return wait is null ? null
            : MaxHold == TimeSpan.Zero ? SmtpStatus.NoHold
            : wait > MaxHold ? SmtpStatus.HoldTooLong
            // RFC 4865 §5.2.2: what waits beyond the time by which it is to be there asks for two things at once.
            : mail.DeliverBy is { } by && wait > TimeSpan.FromSeconds(by.Seconds) ? SmtpStatus.HoldBeyondDeadline
            : null;
    }

    /// <summary>The envelope with what is granted.</summary>
    public Envelope Grant(Envelope envelope, MailArguments mail, Account account)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(account);
        return envelope with
        {
            HoldUntil = mail.HoldUntil ?? envelope.Arrived + mail.HoldFor,
            FutureRelease = Request(mail),
            // RFC 6710 §4.1: who may not ask for so much gets what he may.
            Priority = account.IsAdministrator ? mail.Priority ?? 0 : Math.Min(mail.Priority ?? 0, settings.Get(SmtpSettings.MaxPriority)),
            SubmittedAs = mail.HasAuth ? mail.SubmittedAs : Address.TryParse(account.Address, out var own) ? own : null,
            // RFC 2852 §4: the time counts from the command on.
            DeliverBy = mail.DeliverBy is { } by ? new DeliverBy(envelope.Arrived + TimeSpan.FromSeconds(by.Seconds), by.Returns, by.Traces) : null,
        };
    }

    private static string? Request(MailArguments mail) =>
        mail.HoldFor is { } wait ? string.Create(CultureInfo.InvariantCulture, $"for;{(long)wait.TotalSeconds}")
        : mail.HoldUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $"until;{until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}")
        : null;
}
