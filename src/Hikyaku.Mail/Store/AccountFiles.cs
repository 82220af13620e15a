using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>The message files of an account, as a unit of work leaves them.</summary>
internal sealed class AccountFiles(AccountId id, IBlobStore blobs)
{
    /// <summary>Writes or links what a unit adds.</summary>
    public void Write(AccountUnit unit, IReadOnlyList<BatchContent> contents)
    {
        foreach (var mutation in unit.Mutations)
        {
            if (mutation is MessagePut put)
            {
                var location = MessageLocation.InMailbox(id, put.Mailbox, put.Uid);
                if (put.Origin.Source == MessageSource.Batch)
                {
                    blobs.Put(contents[(int)put.Origin.Number].Content, [location]);
                }
                else if (put.Origin.Source == MessageSource.Message)
                {
                    blobs.Link(MessageLocation.InMailbox(id, put.Origin.Mailbox, put.Origin.Number), location);
                }
            }
        }
    }

    /// <summary>Lets go what a unit removes.</summary>
    public void Discard(AccountUnit unit)
    {
        foreach (var mutation in unit.Mutations)
        {
            if (mutation is MessagesRemove remove)
            {
                foreach (var uid in remove.Uids)
                {
                    blobs.Discard(MessageLocation.InMailbox(id, remove.Mailbox, uid));
                }
            }
            else if (mutation is MailboxRemove mailbox)
            {
                blobs.DiscardMailbox(id, mailbox.Id);
            }
        }
    }
}
