using System.Collections.Concurrent;
using System.Globalization;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Journal;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>The folders accounts/ab/ID with mail.db, manifest and messages.</summary>
internal sealed class AccountStorage(DataFolder folder) : IAccountStorage
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private const long LargeLog = 4 << 20;

    // The checkpoints of the store, not SQLite's own, move the WAL into the file: a delivery must not wait for that.
    private static readonly SqliteOptions Options =
        new("mail", SqliteSynchronous.Normal) { AutoCheckpoint = false, CacheKibibytes = 512, Readers = 2 };

    private readonly ConcurrentDictionary<AccountId, ulong> _manifests = new();
    private ConcurrentDictionary<AccountId, bool> _changed = new();

    public ValueTask<IAccountDatabase> Open(AccountId account, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return new ValueTask<IAccountDatabase>(new AccountDatabase(SqliteDatabase.Open(DatabasePath(account), Options)));
        }
        catch (Exception exception) when (exception is SqliteException or DatabaseDamagedException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StoreUnavailableException($"{DatabasePath(account)} can not be opened: {exception.Message}", exception)
            {
                IsDamaged = exception is DatabaseDamagedException or SqliteException { SqliteErrorCode: Corrupt or NotADatabase },
            };
        }
    }

    public IReadOnlyList<AccountId> All() => System.IO.Directory.Exists(folder.Accounts)
        ? [.. System.IO.Directory.EnumerateDirectories(folder.Accounts)
            .SelectMany(System.IO.Directory.EnumerateDirectories)
            .Select(path => long.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Order()
            .Select(id => new AccountId(id))]
        : [];

    public void Remove(AccountId account)
    {
        _changed.TryRemove(account, out _);
        _manifests.TryRemove(account, out _);
        if (System.IO.Directory.Exists(folder.Account(account)))
        {
            System.IO.Directory.Delete(folder.Account(account), recursive: true);
        }
    }

    public void MarkChanged(AccountId account) => _changed[account] = true;

    /// <summary>Brings the manifests of changed accounts up to date, and moves large WALs into their files.</summary>
    public void WriteManifests()
    {
        var changed = Interlocked.Exchange(ref _changed, new ConcurrentDictionary<AccountId, bool>());
        try
        {
            foreach (var account in changed.Keys)
            {
                WriteManifest(account);
            }
        }
        catch
        {
            // Without its manifest an account needs the journal: the checkpoint fails, and the next one tries all again.
            foreach (var account in changed.Keys)
            {
                MarkChanged(account);
            }

            throw;
        }
    }

    /// <summary>Makes the database of an account anew from its manifest, keeping the old one aside; the journal is replayed over it at the next start.</summary>
    /// <returns>How many units the manifest had.</returns>
    public async ValueTask<int> Rebuild(AccountId account, CancellationToken cancellation)
    {
        var path = DatabasePath(account);
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(path + suffix))
            {
                File.Move(path + suffix, path + ".damaged" + suffix, overwrite: true);
            }
        }

        var (units, _) = new AccountManifest(AccountManifest.PathIn(folder.Account(account))).Read();
        using var database = await Open(account, cancellation);
        foreach (var unit in units)
        {
            await database.Apply(unit, [], 0, durable: false, cancellation);
        }

        return units.Count;
    }

    private void WriteManifest(AccountId account)
    {
        var path = DatabasePath(account);
        if (!File.Exists(path))
        {
            return;
        }

        using var session = SqliteDatabase.OpenSession(path, Options);
        session.Run("BEGIN");
        ulong? known = _manifests.TryGetValue(account, out var last) ? last : null;
        _manifests[account] = new AccountManifest(AccountManifest.PathIn(folder.Account(account))).Update(session, known);
        session.Run("COMMIT");
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > LargeLog })
        {
            session.Run("PRAGMA wal_checkpoint(PASSIVE)");
        }
    }

    private string DatabasePath(AccountId account) => Path.Combine(folder.Account(account), "mail.db");
}
