using System.Globalization;

using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>Gives rows to messages of which nothing but the file is left: neither the database nor the manifest could be read.</summary>
internal static class AccountRescue
{
    private const int Step = 2000;

    public static async ValueTask Adopt(AccountCore core)
    {
        var files = core.Parts.Blobs.List(core.Id);
        foreach (var mailbox in files.Select(f => f.Key.Mailbox).Distinct().Order())
        {
            var lost = files.Where(f => f.Key.Mailbox == mailbox).OrderBy(f => f.Key.Number).ToList();
            if (core.Memory.Find(new MailboxId(mailbox)) is not null)
            {
                var known = new HashSet<uint>();
                await core.ReadRows(new MailboxId(mailbox), row => known.Add(row.Uid), CancellationToken.None);
                lost.RemoveAll(f => known.Contains((uint)f.Key.Number));
            }

            foreach (var step in lost.Chunk(Step))
            {
                await Adopt(core, new MailboxId(mailbox), step);
            }
        }
    }

    /// <summary>Puts files that were set aside back where messages lack them.</summary>
    public static async ValueTask BringBack(AccountCore core, CancellationToken cancellation)
    {
        var aside = core.Parts.Blobs.ListAside(core.Id);
        foreach (var mailbox in aside.Select(f => f.Key.Mailbox).Distinct().Order())
        {
            var files = aside.Where(f => f.Key.Mailbox == mailbox).ToDictionary(f => (uint)f.Key.Number, f => f);
            await core.ReadRows(
                new MailboxId(mailbox),
                row =>
                {
                    if (files.TryGetValue(row.Uid, out var file) && file.Value == row.Size && core.Parts.Blobs.Written(file.Key) is null)
                    {
                        core.Parts.Blobs.BringBack(file.Key);
                    }
                },
                cancellation);
        }
    }

    private static async ValueTask Adopt(AccountCore core, MailboxId mailbox, KeyValuePair<MessageLocation, long>[] files)
    {
        var draft = core.Draft();
        if (core.Memory.Find(mailbox) is null)
        {
            draft.CreateMailbox(string.Create(CultureInfo.InvariantCulture, $"Recovered {mailbox.Value}"), SpecialUse.None, id: mailbox);
            draft.Add(new SubscriptionPut(draft.Mailbox(mailbox).Name, Subscribed: true));
        }

        foreach (var (location, size) in files)
        {
            draft.PutMessage(
                mailbox,
                uid => new MessagePut
                {
                    Mailbox = mailbox,
                    Uid = uid,
                    ModSeq = draft.ModSeq,
                    Flags = MessageFlags.None,
                    Keywords = "",
                    Size = size,
                    InternalDate = core.Parts.Blobs.Written(location)?.ToUnixTimeSeconds() ?? draft.Now,
                    ZoneMinutes = 0,
                    SavedDate = draft.Now,
                },
                (uint)location.Number);
        }

        await core.Commit(draft, [], durable: true);
    }
}
