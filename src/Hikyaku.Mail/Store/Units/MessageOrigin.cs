using System.Runtime.InteropServices;

namespace Hikyaku.Mail.Store.Units;

/// <summary>Where exactly the octets of a new message come from.</summary>
/// <param name="Source">The kind of place.</param>
/// <param name="Mailbox">The mailbox of the other message; 0 otherwise.</param>
/// <param name="Number">The UID of the other message, or the place in the batch's contents.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessageOrigin(MessageSource Source, MailboxId Mailbox, uint Number)
{
    /// <summary>Its file is there already.</summary>
    public static MessageOrigin File => default;

    /// <summary>A content of the journal batch.</summary>
    public static MessageOrigin Batch(int index) => new(MessageSource.Batch, default, (uint)index);

    /// <summary>Another message of the account.</summary>
    public static MessageOrigin Message(MailboxId mailbox, uint uid) => new(MessageSource.Message, mailbox, uid);
}
