using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Removes here what the source has no more.</summary>
internal static class GoneMessages
{
    /// <summary>Removes messages in batches; answers how many there were. They are forgotten first: one that comes back at the source is new.</summary>
    public static async Task<int> Remove(
        IImportTarget mail, MailboxId mailbox, SeenMessages seen, List<(ulong Key, uint Uid)> gone, int batchMessages, CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var batch in gone.Chunk(batchMessages))
        {
            foreach (var (key, _) in batch)
            {
                seen.Forget(key);
            }

            seen.Flush();
            removed += await mail.Remove(mailbox, [.. batch.Select(message => message.Uid).Order()], cancellation);
        }

        return removed;
    }
}
