using System.Buffers;

using Hikyaku.Mail.Changes;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Searching.Indexing;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>
/// An open account: its lock, its state in memory and the one way to change it. Lock order: accounts by number, then the journal, the database,
/// the memory. Every change: assign, append to the journal, apply to files, rows and memory, publish, all under the account's lock.
/// </summary>
internal sealed class AccountCore(AccountId id, StoreParts parts) : IDisposable
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly MailboxIndexes _indexes = new();
    private readonly AccountFiles _files = new(id, parts.Blobs);
    private readonly AccountFailure _failure = new(parts.Journal);
    private SharedDatabase? _shared;
    private AccountIndex? _searchIndex;
    private bool _isManifestLost;

    /// <summary>Whoever holds the core holds the account too: while one is in use the store must not make a second one.</summary>
    public MailAccount? Owner { get; set; }

    public AccountId Id => id;

    public StoreParts Parts => parts;

    public AccountMemory Memory { get; private set; } = new(new StoredAccount(0, 0, 1, 0, [], []));

    public AccountFollowers Followers { get; } = new();

    public bool IsRemoved { get; private set; }

    /// <summary>The full-text index.</summary>
    public AccountIndex SearchIndex => _searchIndex ??= new AccountIndex(this);

    public bool IsFailed => _failure.IsFailed;

    public bool HasOpenDatabase => _shared is not null;

    public long LastUsed { get; private set; }

    /// <summary>Why the database was made anew by itself, until someone was told; null when it was not.</summary>
    public string? Rebuilt { get; set; }

    private bool IsLoaded { get; set; }

    // Open while the lock is held.
    private IAccountDatabase Database => _shared!.Database;

    /// <summary>Takes the account's lock; the database is open while it is held.</summary>
    /// <exception cref="StoreUnavailableException">The account's files lag behind the journal.</exception>
    public async ValueTask<AccountLock> Enter(CancellationToken cancellation)
    {
        await _lock.WaitAsync(cancellation);
        try
        {
            if (IsFailed)
            {
                throw new StoreUnavailableException($"Account {id.Value} can not be changed until its files can be written again.");
            }

            await Open(cancellation);
            return new AccountLock(_lock);
        }
        catch
        {
            _lock.Release();
            throw;
        }
    }

    /// <summary>Reads from the database without the account's lock.</summary>
    public async ValueTask<T> Read<T>(Func<IAccountDatabase, ValueTask<T>> read, CancellationToken cancellation)
    {
        var shared = TryRead();
        while (shared is null)
        {
            (await Enter(cancellation)).Dispose();
            shared = TryRead();
        }

        return await Read(shared, read);
    }

    /// <summary>Reads while the database is open; opens nothing, and answers null when it is not.</summary>
    public async ValueTask<T?> ReadOpen<T>(Func<IAccountDatabase, ValueTask<T>> read) where T : class =>
        TryRead() is { } shared ? await Read(shared, read) : null;

    public UnitDraft Draft(ulong? sequence = null) => new(Memory, parts.Time.GetUtcNow().ToUnixTimeSeconds(), sequence);

    /// <summary>Makes a unit of work happen; the lock is held.</summary>
    /// <exception cref="StoreUnavailableException">The journal refused it; nothing happened.</exception>
    public async ValueTask Commit(UnitDraft draft, IReadOnlyList<BatchContent> contents, bool durable)
    {
        var unit = draft.Complete();
        var ticket = await parts.Journal.Append(new JournalBatch([Entry(unit)], contents), durable);
        await Apply(unit, draft.Details, ticket, () => _files.Write(unit, contents));
    }

    public JournalEntry Entry(AccountUnit unit)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        UnitFormat.Write(payload, unit);
        return new JournalEntry(JournalTarget.Account, id.Value, unit.Sequence, payload.WrittenMemory);
    }

    /// <summary>
    /// Applies a unit that is in the journal; the rows follow when someone reads them, with others, or at the next checkpoint. It can not fail for the
    /// caller: what is in the journal has happened; if the files can not follow, the account takes no changes until <see cref="Recover"/> has made them.
    /// </summary>
    public async ValueTask Apply(AccountUnit unit, IReadOnlyList<StoredDetails> details, JournalTicket ticket, Action writeFiles)
    {
        try
        {
            writeFiles();
            await Database.ApplyLater(unit, details, parts.Volume.Epoch, failure => Follow(unit, ticket, failure));
        }
#pragma warning disable CA1031 // Whatever went wrong, the unit is durable and the caller must be told so.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception, ticket);
        }

        Publish(unit);
    }

    /// <summary>Makes the rows of an import happen, durably and without the journal; the lock is held.</summary>
    public async ValueTask Import(UnitDraft draft)
    {
        var unit = draft.Complete();
        await Database.Apply(unit, [], parts.Volume.Epoch, durable: true, CancellationToken.None);
        Publish(unit);
    }

    /// <summary>Brings memory and watchers up to date with a unit.</summary>
    public void Publish(AccountUnit unit)
    {
        Followers.Note(unit, Memory);
        Memory.Apply(unit);
        _indexes.Apply(unit);
        parts.Accounts.MarkChanged(id);
        parts.Feed.Publish(id, unit.Sequence);
        parts.Index.Note(id, unit);
    }

    /// <summary>A mailbox's index, loaded once; the lock is held.</summary>
    public async ValueTask<MailboxIndex?> Index(MailboxId mailbox, CancellationToken cancellation)
    {
        if (Memory.Find(mailbox) is not { } info)
        {
            return null;
        }

        if (_indexes.Keep(mailbox) is { } loaded)
        {
            return loaded;
        }

        var index = new MailboxIndex(info, await Database.ReadTombstones(mailbox, cancellation), () => Memory.ClaimRecent(mailbox));
        await Database.ReadMessages(mailbox, row => index.Load(row), cancellation);
        _indexes.Add(index);
        return index;
    }

    /// <summary>Calls for each row of a mailbox; the lock is held.</summary>
    public ValueTask ReadRows(MailboxId mailbox, Action<StoredMessage> each, CancellationToken cancellation) =>
        Database.ReadMessages(mailbox, each, cancellation);

    /// <summary>Calls for each UID of a range; the lock is held.</summary>
    public ValueTask ReadUids(MailboxId mailbox, uint first, uint last, Action<uint> each, CancellationToken cancellation) =>
        Database.ReadUids(mailbox, first, last, each, cancellation);

    /// <summary>Calls for the header row of each of some messages, whose UIDs ascend; rows that are missing are made, and come last in their step.</summary>
    public ValueTask Headers(MailboxId mailbox, IReadOnlyList<uint> uids, HeaderRowAction each, CancellationToken cancellation) =>
        new MessageReads(this).Headers(mailbox, uids, each, cancellation);

    /// <summary>Drops the details of messages whose octets are not what they were; the lock is held.</summary>
    public async ValueTask ForgetDetails(MailboxId mailbox, IReadOnlyList<uint> uids, CancellationToken cancellation)
    {
        await Database.RemoveDetails(mailbox, uids, cancellation);
        if (uids.Count > 0)
        {
            await SearchIndex.Use<object>(create: false, async index =>
            {
                await index.Write(new IndexBatch([], [.. uids.Select(uid => (mailbox, uid))]), cancellation);
                return index;
            });
        }
    }

    /// <summary>Tries to bring the files up to date with the journal after a failure.</summary>
    public async ValueTask Recover(CancellationToken cancellation)
    {
        await _lock.WaitAsync(cancellation);
        try
        {
            if (!IsFailed)
            {
                return;
            }

            await Close();
            if (_failure.IsDamaged)
            {
                await Remake("The database is damaged.", cancellation);
            }
            else
            {
                using var hold = await parts.Volume.HoldCheckpoints(cancellation);
                await AccountReplay.Recover(id, parts, cancellation);
            }

            _failure.End();
            parts.Logger.Recovered(id.Value);
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>
    /// Makes the database anew from the manifest and the journal. Sessions go on when it shows what they see; else their mailboxes are taken from them.
    /// </summary>
    public async ValueTask Rebuild(CancellationToken cancellation)
    {
        await _lock.WaitAsync(cancellation);
        try
        {
            if (IsRemoved)
            {
                throw new StoreUnavailableException($"Account {id.Value} was removed.");
            }

            await Rebuild("It was asked for.", cancellation);
            _failure.End();
            Rebuilt = null;
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>Does the same while the lock is held.</summary>
    public async ValueTask Rebuild(string why, CancellationToken cancellation)
    {
        var before = IsLoaded ? Memory : null;
        await Close();
        await Remake(why, cancellation);
        var counted = await AccountCounts.Count(await Database.Load(cancellation), Database, cancellation);
        if (!IsLoaded || before?.Shows(new AccountMemory(counted)) != true)
        {
            _indexes.Forget();
            IsLoaded = false;
            await Load(cancellation);
            await AccountCounts.Settle(this, before, counted);
            parts.Feed.Publish(id, Memory.ModSeq);
        }

        await AccountRescue.BringBack(this, cancellation);
    }

    /// <summary>Has <see cref="Recover"/> make the database anew.</summary>
    public void MarkDamaged() => _failure.MarkDamaged();

    /// <summary>What is damaged in the database; the lock is held.</summary>
    public ValueTask<IReadOnlyList<string>> FindDamage(CancellationToken cancellation) => Database.FindDamage(cancellation);

    /// <summary>Gives back what an idle account holds; what a session uses stays with the session.</summary>
    public async ValueTask Rest(CancellationToken cancellation)
    {
        await _lock.WaitAsync(cancellation);
        try
        {
            _indexes.Rest();
            await Close();
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>Ends the account; the lock is held and the removal is in the journal.</summary>
    public async ValueTask Remove()
    {
        IsRemoved = true;
        _indexes.Rest();
        await Close();
        parts.Accounts.Remove(id);
    }

    public void Dispose()
    {
        _shared?.Leave();
        _shared = null;
        _lock.Dispose();
    }

    // What the rows lack is written first: whoever opens the database next must find it.
    private async ValueTask Close()
    {
        _searchIndex?.Close();
        if (_shared is { } shared)
        {
            await shared.Database.Settle();
            shared.Leave();
            _shared = null;
        }
    }

    private async ValueTask<T> Read<T>(SharedDatabase shared, Func<IAccountDatabase, ValueTask<T>> read)
    {
        try
        {
            return await read(shared.Database);
        }
        catch (StoreUnavailableException exception) when (exception.IsDamaged)
        {
            MarkDamaged();
            throw;
        }
        finally
        {
            shared.Exit();
        }
    }

    private SharedDatabase? TryRead()
    {
        if (_shared is not { } shared || !IsLoaded || !shared.TryEnter())
        {
            return null;
        }

        LastUsed = parts.Time.GetTimestamp();
        return shared;
    }

    private async ValueTask Open(CancellationToken cancellation)
    {
        LastUsed = parts.Time.GetTimestamp();
        if (IsRemoved)
        {
            throw new StoreUnavailableException($"Account {id.Value} was removed.");
        }

        try
        {
            _shared ??= new SharedDatabase(await parts.Accounts.Open(id, cancellation));
            await Load(cancellation);
        }
        catch (StoreUnavailableException exception) when (exception.IsDamaged)
        {
            await Close();
            await Remake(exception.Message, cancellation);
            await Load(cancellation);
        }
        catch (DataFolderTooNewException exception)
        {
            throw new StoreUnavailableException(exception.Message, exception);
        }
    }

    private async ValueTask Load(CancellationToken cancellation)
    {
        if (!IsLoaded)
        {
            var stored = await Database.Load(cancellation);
            Memory = new AccountMemory(stored);
            await AccountBirth.Prepare(this, stored);
            if (_isManifestLost)
            {
                await AccountRescue.Adopt(this);
                _isManifestLost = false;
            }

            IsLoaded = true;
            parts.Index.Add(id, Memory.ModSeq);
            if (stored.HasUnanalyzed)
            {
                parts.Backlog.Add(id);
            }
        }
    }

    private async ValueTask Remake(string why, CancellationToken cancellation)
    {
        parts.Logger.Rebuilding(why, id.Value);
        using var hold = await parts.Volume.HoldCheckpoints(cancellation);
        await SettleJournal();
        var units = await parts.Accounts.Rebuild(id, cancellation);
        await AccountReplay.Recover(id, parts, cancellation);
        _shared = new SharedDatabase(await parts.Accounts.Open(id, cancellation));
        Rebuilt = why;
        parts.Index.Add(id, Memory.ModSeq);
        if (units == 0)
        {
            // The manifest is lost too: what memory knows is no longer in any file.
            (_isManifestLost, IsLoaded) = (true, false);
            _indexes.Forget();
        }
    }

    // The rows have a unit, or can not have it.
    private void Follow(AccountUnit unit, JournalTicket ticket, Exception? failure)
    {
        if (failure is not null)
        {
            Fail(failure, ticket);
            return;
        }

        _files.Discard(unit);

        // Before the journal may forget it: the manifest must have it first.
        parts.Accounts.MarkChanged(id);
        parts.Journal.Applied(ticket);
    }

    private void Fail(Exception exception, JournalTicket ticket)
    {
        if (_failure.Add(exception, ticket))
        {
            parts.Logger.ApplyFailed(exception, id.Value);
        }
    }

    // Changes of flags do not wait for the journal: what is read from it must have them.
    private async ValueTask SettleJournal()
    {
        try
        {
            parts.Journal.Applied(await parts.Journal.Append(new JournalBatch([], []), durable: true));
        }
        catch (StoreUnavailableException)
        {
            // What it could not take is lost to it anyway.
        }
    }
}
