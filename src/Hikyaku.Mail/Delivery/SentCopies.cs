using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Reception;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Delivery;

/// <summary>
/// Copies of what users send, in their mailbox for sent mail. Many mail programs store a copy there themselves: of two with one Message-ID within
/// <see cref="SentMemory.Span"/> only the program's stays, whichever comes first.
/// </summary>
public sealed class SentCopies(Directory.Directory directory, Mailstore mailstore, Settings.Settings settings, TimeProvider time)
{
    private readonly SentMemory _memory = new(time);

    /// <summary>The copy, or null: nobody of this server sent the message, it is not set for the account, it has no mailbox for it, or a copy already.</summary>
    public async ValueTask<MailboxDelivery?> Of(Envelope envelope, MessageContent content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(content);
        if (envelope.SubmittedBy is not { } id || await directory.GetAccount(id, cancellation) is not { } account
            || !settings.Get(SmtpSettings.KeepSentCopy).Contains(account.Address) || _memory.Find(id, content.Analysis.Columns.MessageId) is { IsOurs: false })
        {
            return null;
        }

        var mailboxes = (await mailstore.Open(id, cancellation)).Mailboxes;
        return mailboxes.FirstOrDefault(mailbox => mailbox.SpecialUse == SpecialUse.Sent) is { } sent
            ? new MailboxDelivery(account, sent.Name, MessageFlags.Seen, []) : null;
    }

    /// <summary>A copy was stored.</summary>
    public void Kept(AccountId account, MessageContent content, DeliveryOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (outcome is DeliveryOutcome.Stored stored)
        {
            _memory.Add(account, content.Analysis.Columns.MessageId, new SentCopy(stored.Mailbox, stored.Uid, IsOurs: true));
        }
    }

    /// <summary>A mail program stored messages in the mailbox for sent mail: copies of ours go.</summary>
    /// <param name="account">Whose mailbox it is.</param>
    /// <param name="mail">The account's store.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="messages">What was stored.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask Appended(Account account, MailAccount mail, MailboxId mailbox, IReadOnlyList<AppendMessage> messages, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(messages);
        if (!settings.Get(SmtpSettings.KeepSentCopy).Contains(account.Address))
        {
            return;
        }

        foreach (var message in messages)
        {
            var name = message.Content.Analysis.Columns.MessageId;
            var copy = _memory.Find(account.Id, name);
            _memory.Add(account.Id, name, new SentCopy(mailbox, 0, IsOurs: false));
            if (copy is { IsOurs: true } && copy.Mailbox == mailbox)
            {
                await mail.Remove(mailbox, [copy.Uid], cancellation);
            }
        }
    }
}
