using Hikyaku.Mail.Reception;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Delivery;

/// <summary>Where the copy of a message goes that its sender keeps.</summary>
public sealed class SentCopies(Directory.Directory directory, Mailstore mailstore, Settings.Settings settings)
{
    /// <summary>The copy, or null: nobody of this server sent the message, the setting is off, or the account has no mailbox for it.</summary>
    public async ValueTask<MailboxDelivery?> Of(Envelope envelope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (envelope.SubmittedBy is not { } id || !settings.Get(SmtpSettings.KeepSentCopy) || await directory.GetAccount(id, cancellation) is not { } account)
        {
            return null;
        }

        var mailboxes = (await mailstore.Open(id, cancellation)).Mailboxes;
        return mailboxes.FirstOrDefault(mailbox => mailbox.SpecialUse == SpecialUse.Sent) is { } sent
            ? new MailboxDelivery(account, sent.Name, MessageFlags.Seen, []) : null;
    }
}
