using System.Runtime.InteropServices;

using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Store;

/// <summary>Where a message's file lies: in a mailbox of an account, or in the queue.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessageLocation
{
    private MessageLocation(JournalTarget target, long owner, long mailbox, long number) =>
        (Target, Owner, Mailbox, Number) = (target, owner, mailbox, number);

    /// <summary>Whose file it is.</summary>
    public JournalTarget Target { get; }

    /// <summary>The account.</summary>
    public long Owner { get; }

    /// <summary>The mailbox of the account.</summary>
    public long Mailbox { get; }

    /// <summary>The UID, or the number of the blob.</summary>
    public long Number { get; }

    /// <summary>A message in a mailbox.</summary>
    public static MessageLocation InMailbox(AccountId account, MailboxId mailbox, uint uid) => new(JournalTarget.Account, account.Value, mailbox.Value, uid);

    /// <summary>A message in the queue.</summary>
    public static MessageLocation InQueue(BlobId blob) => new(JournalTarget.Queue, 0, 0, blob.Value);
}
