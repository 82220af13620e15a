using System.Globalization;

using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>
/// Reads the files of an account and compares them with the checksums of their rows: octets that rot keep their number. The account is not locked while
/// files are read; what looks wrong is looked at again under the lock.
/// </summary>
internal static class OctetCheck
{
    /// <summary>The keyword of a message whose octets are not what they were.</summary>
    public const string Mark = "$Damaged";

    public static async ValueTask Check(AccountCore core, List<StoreProblem> problems, bool repair, CancellationToken cancellation)
    {
        foreach (var mailbox in core.Memory.Mailboxes)
        {
            var known = problems.Where(p => p.Mailbox == mailbox.Name && p.Uid != 0).Select(p => p.Uid).ToHashSet();
            var rows = new List<(uint Uid, uint Checksum)>();
            using (await core.Enter(cancellation))
            {
                await core.ReadRows(mailbox.Id, row => Note(rows, known, row), cancellation);
            }

            var wrong = await Task.Run(() => rows.FindAll(row => IsWrong(core, mailbox.Id, row, cancellation)), cancellation);
            if (wrong.Count > 0)
            {
                await Confirm(core, mailbox, wrong, problems, repair, cancellation);
            }
        }
    }

    /// <summary>The checksum of a message's file, or null when it can not be read.</summary>
    public static uint? Find(AccountCore core, MailboxId mailbox, uint uid)
    {
        try
        {
            return Read(core, mailbox, uid);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Note(List<(uint Uid, uint Checksum)> rows, HashSet<uint> known, in StoredMessage row)
    {
        if (row.Checksum is { } checksum && !known.Contains(row.Uid))
        {
            rows.Add((row.Uid, checksum));
        }
    }

    private static bool IsWrong(AccountCore core, MailboxId mailbox, (uint Uid, uint Checksum) row, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Find(core, mailbox, row.Uid) != row.Checksum;
    }

    // A message that was removed while its file was read is not wrong.
    private static async ValueTask Confirm(
        AccountCore core, MailboxInfo mailbox, List<(uint Uid, uint Checksum)> wrong, List<StoreProblem> problems, bool repair, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        if (core.Memory.Find(mailbox.Id) is not { } current)
        {
            return;
        }

        var suspects = wrong.Select(w => w.Uid).ToHashSet();
        var rows = new List<StoredMessage>();
        await core.ReadRows(mailbox.Id, row => Keep(rows, suspects, row), cancellation);
        var draft = core.Draft();
        var repaired = new List<uint>();
        foreach (var row in rows)
        {
            var (found, why) = Look(core, mailbox.Id, row.Uid);
            if (found == row.Checksum)
            {
                continue;
            }

            var isRepaired = repair && found is not null;
            var detail = why ?? string.Create(CultureInfo.InvariantCulture, $"CRC-32C {row.Checksum:x8} -> {found:x8}");
            problems.Add(new StoreProblem(core.Id, StoreProblemKind.WrongOctets, mailbox.Name, row.Uid, detail, isRepaired));
            if (isRepaired)
            {
                draft.Add(MessagePut.Of(mailbox.Id, row with { Checksum = found, Keywords = Marked(row.Keywords) }, draft.ModSeq));
                repaired.Add(row.Uid);
            }
        }

        if (repaired.Count > 0)
        {
            draft.Touch(current with { HighestModSeq = draft.ModSeq });
            await core.Commit(draft, [], durable: true);
            await core.ForgetDetails(mailbox.Id, repaired, cancellation);
        }
    }

    private static void Keep(List<StoredMessage> rows, HashSet<uint> suspects, in StoredMessage row)
    {
        if (row.Checksum is not null && suspects.Contains(row.Uid))
        {
            rows.Add(row);
        }
    }

    private static (uint? Found, string? Why) Look(AccountCore core, MailboxId mailbox, uint uid)
    {
        try
        {
            return (Read(core, mailbox, uid), null);
        }
        catch (IOException exception)
        {
            return (null, exception.Message);
        }
    }

    private static uint Read(AccountCore core, MailboxId mailbox, uint uid)
    {
        using var file = core.Parts.Blobs.Open(MessageLocation.InMailbox(core.Id, mailbox, uid)) ?? throw new FileNotFoundException("The file is missing.");
        using var stream = file.OpenStream();
        return Crc32C.Of(stream);
    }

    private static string Marked(string keywords) => Keywords.Join(Keywords.Split(keywords).Append(Mark));
}
