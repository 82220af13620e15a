using System.Collections.Concurrent;

using Hikyaku.Mail.Changes;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store.Units;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Store;

/// <summary>All mail of a volume: opens accounts and delivers to many of them in one durable write.</summary>
public sealed class Mailstore
{
    private readonly StoreParts _parts;
    private readonly ConcurrentDictionary<AccountId, WeakReference<MailAccount>> _accounts = new();
    private readonly ConcurrentDictionary<AccountId, MailAccount> _kept = new();
    private readonly Lock _opening = new();

    /// <summary>Puts the store together; <see cref="StoreLifetime"/> must have started before the first use.</summary>
    public Mailstore(
        IVolume volume, IAccountStorage accounts, IJournal journal, IBlobStore blobs, ChangeFeed feed, TimeProvider time, StoreLimits limits,
        ILogger<Mailstore> logger) =>
        _parts = new StoreParts(volume, accounts, journal, blobs, feed, time, limits, logger);

    /// <summary>The bounds of the store.</summary>
    public StoreLimits Limits => _parts.Limits;

    internal StoreParts Parts => _parts;

    /// <summary>Opens the mail of an account; the first time it makes INBOX and the mailboxes of special use.</summary>
    /// <exception cref="StoreUnavailableException">It can not be opened now.</exception>
    public async ValueTask<MailAccount> Open(AccountId id, CancellationToken cancellation)
    {
        var account = Get(id);
        (await account.Core.Enter(cancellation)).Dispose();
        return account;
    }

    /// <summary>Whether the disk has room for a message of that size; what is asked here before it travels need not be refused afterwards.</summary>
    public bool HasDiskRoom(long octets) => _parts.Volume.HasRoom(octets);

    /// <summary>Begins a message.</summary>
    public MessageWriter CreateMessage() => new(_parts.Limits.MemoryBytes, _parts.Blobs.SpoolPath, _parts.Volume.HasRoom);

    /// <summary>
    /// Delivers a message to mailboxes of any number of accounts, with changes of other parts, in one durable write. The outcomes are in the order of
    /// the deliveries; each of them and <paramref name="also"/> happens when this returns, and nothing at all when it throws.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store takes no changes now.</exception>
    public async ValueTask<IReadOnlyList<DeliveryOutcome>> Deliver(
        MessageContent content, IReadOnlyList<MailboxDelivery> deliveries, IReadOnlyList<PendingChange> also, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        _ = deliveries.Count > 0 ? content.Analysis : null;
        var unit = new DeliveryUnit(_parts, content, deliveries, also);
        try
        {
            // Accounts by number, so that two deliveries never wait for each other.
            foreach (var id in deliveries.Select(d => d.Account.Id).Distinct().OrderBy(id => id.Value))
            {
                await unit.Join(Get(id).Core, cancellation);
            }

            return await unit.Run();
        }
        finally
        {
            unit.Release();
        }
    }

    /// <summary>Makes changes of other parts durable without a message.</summary>
    /// <exception cref="StoreUnavailableException">The store takes no changes now.</exception>
    public async ValueTask Commit(PendingChange change, bool durable, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        JournalTicket ticket;
        try
        {
            ticket = await _parts.Journal.Append(new JournalBatch([change.Entry], []), durable);
        }
        catch
        {
            change.Abandon();
            throw;
        }

        await change.Apply(null, CancellationToken.None);
        _parts.Journal.Applied(ticket);
    }

    /// <summary>Whether one message of that size fits into the account's quota now.</summary>
    public async ValueTask<bool> HasRoom(Account account, long octets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return (account.QuotaBytes <= 0 && account.QuotaMessages <= 0)
            || (await Open(account.Id, cancellation)).Usage.HasRoom(octets, 1, account.QuotaBytes, account.QuotaMessages);
    }

    /// <summary>Removes all mail of an account, durably.</summary>
    public async ValueTask Remove(AccountId id, CancellationToken cancellation)
    {
        var core = Get(id).Core;
        using var held = await core.Enter(cancellation);
        var unit = new AccountUnit(core.Memory.ModSeq + 1, [new AccountRemove()]);
        var ticket = await _parts.Journal.Append(new JournalBatch([core.Entry(unit)], []), durable: true);
        await core.Remove();
        _parts.Journal.Applied(ticket);
        _kept.TryRemove(id, out _);
    }

    /// <summary>Makes the database of an account anew from its files and the journal; the old one is kept aside.</summary>
    public ValueTask Rebuild(AccountId id, CancellationToken cancellation) => Get(id).Core.Rebuild(cancellation);

    /// <summary>Opens an account that has messages without details; null when it has none, or is gone. Also whether it was open.</summary>
    internal async ValueTask<(AccountCore Account, bool WasOpen)?> OpenUnanalyzed(AccountId id, CancellationToken cancellation)
    {
        var core = Get(id).Core;
        var wasOpen = core.HasOpenDatabase;

        // Asked once the account is held: one that was removed before must not be made anew.
        if (!_parts.Accounts.HasUnanalyzed(id))
        {
            return null;
        }

        (await core.Enter(cancellation)).Dispose();
        return (core, wasOpen);
    }

    internal AccountCore CoreOf(AccountId id) => Get(id).Core;

    /// <summary>Tries to repair what failed and closes what has been idle the longest.</summary>
    internal async ValueTask Tend(CancellationToken cancellation)
    {
        foreach (var id in _parts.Accounts.TakeDamaged())
        {
            Get(id).Core.MarkDamaged();
        }

        KeepOpen();
        foreach (var account in _kept.Values)
        {
            if (account.Core.IsFailed)
            {
                await Recover(account.Core, cancellation);
            }
        }

        var surplus = _kept.Count - _parts.Limits.OpenAccounts;
        if (surplus > 0)
        {
            foreach (var account in _kept.Values.Where(a => !a.Core.IsFailed).OrderBy(a => a.Core.LastUsed).Take(surplus).ToList())
            {
                _kept.TryRemove(account.Id, out _);
                await account.Core.Rest(cancellation);
            }
        }
    }

    // A session may have opened again what was closed while it was idle: it counts again. What nobody holds any more is forgotten.
    private void KeepOpen()
    {
        lock (_opening)
        {
            foreach (var (id, reference) in _accounts)
            {
                if (!reference.TryGetTarget(out var account))
                {
                    _accounts.TryRemove(id, out _);
                }
                else if (account.Core is { IsRemoved: false } core && (core.HasOpenDatabase || core.IsFailed))
                {
                    _kept.TryAdd(id, account);
                }
            }
        }
    }

    // One that still fails must not keep the checkpoint from making room for it.
    private async ValueTask Recover(AccountCore core, CancellationToken cancellation)
    {
        try
        {
            await core.Recover(cancellation);
        }
#pragma warning disable CA1031 // It stays failed, and the next round tries again.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            _parts.Logger.RecoveryFailed(exception, core.Id.Value);
        }
    }

    /// <summary>Closes every database.</summary>
    internal async ValueTask CloseAll()
    {
        KeepOpen();
        foreach (var account in _kept.Values)
        {
            await account.Core.Rest(CancellationToken.None);
        }

        _kept.Clear();
    }

    private MailAccount Get(AccountId id)
    {
        if (_kept.TryGetValue(id, out var kept))
        {
            return kept;
        }

        lock (_opening)
        {
            // A session may hold the account still: there must never be two of one.
            if (!_accounts.TryGetValue(id, out var reference) || !reference.TryGetTarget(out var account) || account.Core.IsRemoved)
            {
                account = new MailAccount(new AccountCore(id, _parts));
                _accounts[id] = new WeakReference<MailAccount>(account);
            }

            return _kept.GetOrAdd(id, account);
        }
    }
}
