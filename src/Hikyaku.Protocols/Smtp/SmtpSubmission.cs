using System.Globalization;

using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reception;

namespace Hikyaku.Protocols.Smtp;

/// <summary>The extensions that only submission has: FUTURERELEASE, MT-PRIORITY, DELIVERBY.</summary>
internal sealed class SmtpSubmission(SubmissionRequests requests)
{
    /// <summary>The EHLO lines.</summary>
    public void AddKeywords(SmtpDialogue dialogue, List<string> keywords)
    {
        if (dialogue.Mode != SmtpMode.Submission)
        {
            return;
        }

        if (requests.MaxHold is var hold && hold > TimeSpan.Zero)
        {
            // RFC 4865 §3: how long, and until when.
            var last = dialogue.Connection.Time.GetUtcNow().UtcDateTime + hold;
            keywords.Add(string.Create(CultureInfo.InvariantCulture, $"FUTURERELEASE {(long)hold.TotalSeconds} {last:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        }

        keywords.Add("MT-PRIORITY");
        keywords.Add("DELIVERBY");
    }

    /// <summary>Why the parameters of MAIL are refused; null: they are not.</summary>
    public SmtpReply? Refusal(SmtpDialogue dialogue, MailArguments mail) =>
        dialogue.Mode == SmtpMode.Submission
            ? requests.Check(mail, dialogue.Connection.Time.GetUtcNow()) is { } refusal ? SmtpReply.Of(refusal) : null
            : mail.SubmissionParameter is { } name ? SmtpReply.UnknownParameter(name) : null;

    /// <summary>The envelope with what is granted.</summary>
    public Envelope Grant(SmtpDialogue dialogue, Envelope envelope, MailArguments mail) =>
        dialogue is { Mode: SmtpMode.Submission, Account: { } account } ? requests.Grant(envelope, mail, account) : envelope;

    /// <summary>The reply to MAIL.</summary>
    public static SmtpReply Taken(Envelope envelope, MailArguments mail) =>
        mail.Priority is { } wanted && wanted != envelope.Priority ? SmtpReply.PriorityChanged(envelope.Priority) : SmtpReply.SenderOk;
}
