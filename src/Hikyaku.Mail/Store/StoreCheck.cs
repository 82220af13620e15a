using System.Globalization;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>Compares rows with files and counts with rows, for every account, while the store is open; puts right what can be.</summary>
public sealed class StoreCheck(Mailstore store)
{
    /// <summary>Every account that has mail.</summary>
    public IReadOnlyList<AccountId> Accounts() => store.Parts.Accounts.All();

    /// <summary>Checks one account, and reads all its files.</summary>
    /// <inheritdoc cref="Check(AccountId, bool, bool, CancellationToken)"/>
    public ValueTask<IReadOnlyList<StoreProblem>> Check(AccountId id, bool repair, CancellationToken cancellation) =>
        Check(id, repair, isQuick: false, cancellation);

    /// <summary>Checks one account; changes wait meanwhile, but not for the files to be read.</summary>
    /// <param name="id">The account.</param>
    /// <param name="repair">Whether to put problems right.</param>
    /// <param name="isQuick">Whether the octets of the files are left unread.</param>
    /// <param name="cancellation">Ends the check between mailboxes.</param>
    public async ValueTask<IReadOnlyList<StoreProblem>> Check(AccountId id, bool repair, bool isQuick, CancellationToken cancellation)
    {
        var core = store.CoreOf(id);
        if (!store.Parts.Accounts.Exists(id))
        {
            return []; // It was removed meanwhile, and opening it would make it anew.
        }

        var problems = new List<StoreProblem>();
        try
        {
            if (await CheckRows(core, problems, repair, cancellation) && !isQuick)
            {
                await OctetCheck.Check(core, problems, repair, cancellation);
            }
        }
        catch (StoreUnavailableException) when (core.IsRemoved)
        {
            return [];
        }
        catch (StoreUnavailableException exception)
        {
            problems.Add(new StoreProblem(id, StoreProblemKind.DatabaseUnreadable, "", 0, exception.Message, IsRepaired: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new StoreProblem(id, StoreProblemKind.FilesUnreadable, "", 0, exception.Message, IsRepaired: false));
        }

        return problems;
    }

    // Whether the rows can be believed.
    private static async ValueTask<bool> CheckRows(AccountCore core, List<StoreProblem> problems, bool repair, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        await CheckDatabase(core, problems, repair, cancellation);
        if (problems.Exists(p => !p.IsRepaired && p.Kind == StoreProblemKind.DatabaseDamaged))
        {
            return false;
        }

        await CheckIndex(core, problems, repair, cancellation);
        await CheckMessages(core, problems, repair, cancellation);
        return true;
    }

    private static async ValueTask CheckDatabase(AccountCore core, List<StoreProblem> problems, bool repair, CancellationToken cancellation)
    {
        if (core.Rebuilt is { } why)
        {
            problems.Add(new StoreProblem(core.Id, StoreProblemKind.DatabaseRebuilt, "", 0, why, IsRepaired: true));
            core.Rebuilt = null;
        }

        if (await core.FindDamage(cancellation) is { Count: > 0 } damage)
        {
            problems.Add(new StoreProblem(core.Id, StoreProblemKind.DatabaseDamaged, "", 0, damage[0], repair));
            if (repair)
            {
                await core.Rebuild(damage[0], cancellation);
                core.Rebuilt = null;
            }
        }
        else if (!core.Parts.Accounts.IsManifestSound(core.Id, core.Memory.ModSeq))
        {
            problems.Add(new StoreProblem(core.Id, StoreProblemKind.ManifestDamaged, "", 0, "manifest", repair));
            if (repair)
            {
                core.Parts.Accounts.RewriteManifest(core.Id);
            }
        }
    }

    // It holds nothing that the messages do not: repair has it made again in the background.
    private static async ValueTask CheckIndex(AccountCore core, List<StoreProblem> problems, bool repair, CancellationToken cancellation)
    {
        if (await core.SearchIndex.FindDamage(cancellation) is { } damage)
        {
            problems.Add(new StoreProblem(core.Id, StoreProblemKind.IndexDamaged, "", 0, damage, repair));
            if (repair)
            {
                core.SearchIndex.Drop();
            }
        }
    }

    private static async ValueTask CheckMessages(AccountCore core, List<StoreProblem> problems, bool repair, CancellationToken cancellation)
    {
        if (repair)
        {
            await AccountRescue.BringBack(core, cancellation);
        }

        var files = core.Parts.Blobs.List(core.Id).ToDictionary(f => f.Key, f => f.Value);
        foreach (var mailbox in core.Memory.Mailboxes)
        {
            cancellation.ThrowIfCancellationRequested();
            await CheckMailbox(core, mailbox, files, problems, repair, cancellation);
        }

        foreach (var orphan in files.Keys.OrderBy(at => at.Mailbox).ThenBy(at => at.Number))
        {
            problems.Add(new StoreProblem(core.Id, StoreProblemKind.OrphanFile, "", (uint)orphan.Number,
                string.Create(CultureInfo.InvariantCulture, $"messages/{orphan.Mailbox}/…/{orphan.Number}"), repair));
            if (repair)
            {
                core.Parts.Blobs.SetAside(orphan);
            }
        }

        foreach (var stray in core.Parts.Blobs.ListStrays(core.Id))
        {
            problems.Add(new StoreProblem(core.Id, StoreProblemKind.OrphanFile, "", 0, stray, repair));
            if (repair)
            {
                core.Parts.Blobs.SetAside(core.Id, stray);
            }
        }
    }

    private static async ValueTask CheckMailbox(
        AccountCore core, MailboxInfo mailbox, Dictionary<MessageLocation, long> files, List<StoreProblem> problems, bool repair, CancellationToken cancellation)
    {
        var draft = core.Draft();
        var counted = mailbox.WithoutMessages();
        var kept = counted;
        var missing = new List<uint>();
        var stale = new List<uint>();
        await core.ReadRows(mailbox.Id, Look, cancellation);
        if (counted != mailbox)
        {
            problems.Add(new StoreProblem(core.Id, StoreProblemKind.WrongCounts, mailbox.Name, 0, Counts(mailbox) + " -> " + Counts(counted), repair));
        }

        if (repair && (missing.Count > 0 || !draft.IsEmpty || kept != mailbox))
        {
            draft.Touch(kept with { HighestModSeq = draft.ModSeq });
            if (missing.Count > 0)
            {
                draft.Add(new MessagesRemove(mailbox.Id, draft.ModSeq, [.. missing]));
            }

            await core.Commit(draft, [], durable: true);
            await core.ForgetDetails(mailbox.Id, stale, cancellation);
        }

        void Look(StoredMessage row)
        {
            counted = counted.With(row);
            if (!files.Remove(MessageLocation.InMailbox(core.Id, mailbox.Id, row.Uid), out var size))
            {
                missing.Add(row.Uid);
                problems.Add(new StoreProblem(core.Id, StoreProblemKind.FileMissing, mailbox.Name, row.Uid, "", repair));
                return;
            }

            if (size != row.Size)
            {
                problems.Add(new StoreProblem(core.Id, StoreProblemKind.WrongSize, mailbox.Name, row.Uid,
                    string.Create(CultureInfo.InvariantCulture, $"{row.Size} -> {size}"), repair));
                if (repair)
                {
                    row = row with { Size = size, Checksum = OctetCheck.Find(core, mailbox.Id, row.Uid) };
                    draft.Add(MessagePut.Of(mailbox.Id, row, draft.ModSeq));
                    stale.Add(row.Uid);
                }
            }

            kept = kept.With(row);
        }
    }

    private static string Counts(MailboxInfo mailbox) => string.Create(
        CultureInfo.InvariantCulture,
        $"messages {mailbox.Exists}, unseen {mailbox.Unseen}, deleted {mailbox.Deleted}, bytes {mailbox.Bytes}, UIDNEXT {mailbox.UidNext}");
}
