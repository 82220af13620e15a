using System.Collections.Concurrent;
using System.Globalization;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Searching.Indexing;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Journal;
using Hikyaku.Storage.Sqlite.Searching;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>The folders accounts/ab/ID with mail.db, manifest and messages.</summary>
internal sealed class AccountStorage(DataFolder folder, LateDatabases late) : IAccountStorage
{
    private const long LargeLog = 4 << 20;
    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    // The checkpoints of the store, not SQLite's own, move the WAL into the file: a delivery must not wait for that.
    private static readonly SqliteOptions Options =
        new("mail", SqliteSynchronous.Normal) { AutoCheckpoint = false, CacheKibibytes = 512, Readers = 2 };

    private readonly ConcurrentDictionary<AccountId, ulong> _manifests = new();
    private ConcurrentDictionary<AccountId, bool> _changed = new();
    private ConcurrentDictionary<AccountId, bool> _damaged = new();

    // Those whose manifests a checkpoint is writing just now.
    private ConcurrentDictionary<AccountId, bool> _writing = new();

    public async ValueTask<IAccountDatabase> Open(AccountId account, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = DatabasePath(account);
        if (IsLost(account, path))
        {
            throw new StoreUnavailableException($"{path} is missing.") { IsDamaged = true };
        }

        var database = OpenFile(path);
        try
        {
            await RefuseOlder(account, path, database, cancellation);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
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

    public bool Exists(AccountId account) => System.IO.Directory.Exists(folder.Account(account));

    public void Remove(AccountId account)
    {
        _changed.TryRemove(account, out _);
        _manifests.TryRemove(account, out _);
        if (System.IO.Directory.Exists(folder.Account(account)))
        {
            System.IO.Directory.Delete(folder.Account(account), recursive: true);
        }
    }

    public bool HasUnanalyzed(AccountId account)
    {
        var path = DatabasePath(account);
        try
        {
            using var session = File.Exists(path) ? SqliteDatabase.OpenSession(path, Options) : null;
            return session?.Prepare("Mail/HasUnanalyzed").Number() > 0;
        }
        catch (SqliteException)
        {
            // Whoever opens it next tells what is wrong.
            return false;
        }
    }

    public ISearchIndex? OpenIndex(AccountId account, bool create) => SearchIndexFiles.Open(folder.Account(account), create);

    public void RemoveIndex(AccountId account) => SearchIndexFiles.Remove(folder.Account(account));

    public void MarkChanged(AccountId account) => _changed[account] = true;

    /// <summary>Brings the manifests of changed accounts up to date, and moves large WALs into their files.</summary>
    public void WriteManifests()
    {
        _writing = _changed;
        var changed = Interlocked.Exchange(ref _changed, new ConcurrentDictionary<AccountId, bool>());
        try
        {
            foreach (var account in changed.Keys)
            {
                TryWriteManifest(account);
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
        finally
        {
            _writing = new ConcurrentDictionary<AccountId, bool>();
        }

        if (!_damaged.IsEmpty)
        {
            throw new StoreUnavailableException("A database is damaged; it is made anew before the journal lets go of what is in it.") { IsDamaged = true };
        }
    }

    public IReadOnlyList<AccountId> TakeDamaged()
    {
        var taken = Interlocked.Exchange(ref _damaged, new ConcurrentDictionary<AccountId, bool>());
        return [.. taken.Keys];
    }

    public async ValueTask<int> Rebuild(AccountId account, CancellationToken cancellation)
    {
        var path = DatabasePath(account);
        var fresh = path + ".new";
        System.IO.Directory.CreateDirectory(folder.Account(account));
        RefuseNewer(path);
        TrySaveRows(account);
        var units = new AccountManifest(AccountManifest.PathIn(folder.Account(account))).Read().Units;
        DeleteFiles(fresh);
        using (var database = OpenFile(fresh))
        {
            foreach (var unit in units)
            {
                await database.Apply(unit, [], 0, durable: false, cancellation);
            }
        }

        RemoveIndex(account);
        MoveFiles(path, path + ".damaged");
        File.Move(fresh, path);
        return units.Count;
    }

    public bool IsManifestSound(AccountId account, ulong modSeq)
    {
        var path = AccountManifest.PathIn(folder.Account(account));
        if (IsAwaited(account))
        {
            // What is half written is not damaged.
            return true;
        }

        var (reached, length) = new AccountManifest(path).Measure();
        return (length > 0 && length == new FileInfo(path).Length && reached >= modSeq) || IsAwaited(account);
    }

    private bool IsAwaited(AccountId account) => _changed.ContainsKey(account) || _writing.ContainsKey(account);

    public void RewriteManifest(AccountId account)
    {
        _manifests.TryRemove(account, out _);
        MarkChanged(account);
    }

    // A database from a backup, beside newer files: its next UIDs are taken (RFC 9051 §2.3.1.1).
    private async ValueTask RefuseOlder(AccountId account, string path, AccountDatabase database, CancellationToken cancellation)
    {
        var (reached, _) = new AccountManifest(AccountManifest.PathIn(folder.Account(account))).Measure();
        if (reached > await database.ReadModSeq(cancellation))
        {
            throw new StoreUnavailableException($"{path} is older than the files beside it.") { IsDamaged = true };
        }
    }

    // What a newer version wrote is not damaged, whatever this one thinks of it.
    private void RefuseNewer(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > 0 })
        {
            try
            {
                OpenFile(path).Dispose();
            }
            catch (StoreUnavailableException)
            {
                // That is why it is made anew.
            }
        }
    }

    // What only the database has, since the last checkpoint or because the manifest is lost, is saved from it when it can be read.
    private void TrySaveRows(AccountId account)
    {
        try
        {
            WriteManifest(account);
        }
        catch (Exception exception) when (exception is SqliteException or InvalidOperationException)
        {
            // That is why it is made anew.
        }
    }

    // An account that has a manifest or messages had a database.
    private bool IsLost(AccountId account, string path) =>
        new FileInfo(path) is not { Exists: true, Length: > 0 }
            && (File.Exists(AccountManifest.PathIn(folder.Account(account)))
                || System.IO.Directory.Exists(Path.Combine(folder.Account(account), "messages")));

    private AccountDatabase OpenFile(string path)
    {
        try
        {
            return new AccountDatabase(SqliteDatabase.Open(path, Options), late);
        }
        catch (Exception exception) when (exception is SqliteException or DatabaseDamagedException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StoreUnavailableException($"{path} can not be opened: {exception.Message}", exception)
            {
                IsDamaged = exception is DatabaseDamagedException || AccountDatabase.IsDamage(exception),
            };
        }
    }

    private static void MoveFiles(string path, string target)
    {
        DeleteFiles(target);
        foreach (var suffix in Suffixes.Where(suffix => File.Exists(path + suffix)))
        {
            File.Move(path + suffix, target + suffix);
        }
    }

    private static void DeleteFiles(string path)
    {
        foreach (var suffix in Suffixes)
        {
            File.Delete(path + suffix);
        }
    }

    private void TryWriteManifest(AccountId account)
    {
        try
        {
            WriteManifest(account);
        }
        catch (SqliteException exception) when (AccountDatabase.IsDamage(exception))
        {
            _damaged[account] = true;
            MarkChanged(account);
        }
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
        // Forgotten until it is written: half a record at the end must be cut before the next.
        ulong? known = _manifests.TryRemove(account, out var last) ? last : null;
        _manifests[account] = new AccountManifest(AccountManifest.PathIn(folder.Account(account))).Update(session, known);
        session.Run("COMMIT");
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > LargeLog })
        {
            session.Run("PRAGMA wal_checkpoint(PASSIVE)");
        }
    }

    private string DatabasePath(AccountId account) => Path.Combine(folder.Account(account), "mail.db");
}
