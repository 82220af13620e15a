using System.Collections.Immutable;

namespace Hikyaku.Mail.Directory;

/// <summary>
/// What was read last, found or not, so that a look-up is one cached read; bounded, so that a million accounts are not all in memory.
/// One process owns the data folder, so that forgetting what this process changes keeps it true.
/// </summary>
internal sealed class DirectoryCache(IDirectoryStorage storage)
{
    private const int Names = 50_000;
    private readonly BoundedCache<string, Domain?> _domains = new(10_000);
    private readonly BoundedCache<string, NamedEntry> _entries = new(Names);
    private readonly BoundedCache<AccountId, Account?> _accounts = new(Names);
    private readonly BoundedCache<DomainId, ImmutableArray<string>> _administrators = new(10_000);
    private int _version;

    public AccountObservers Observers { get; } = new();

    /// <summary>The server's own administrators are kept under this.</summary>
    private static readonly DomainId Server = new(0);

    public int Version => Volatile.Read(ref _version);

    public ValueTask<Domain?> FindDomain(string name, CancellationToken cancellation) =>
        Get(_domains, name, static (reader, key) => reader.FindDomain(key), cancellation);

    public ValueTask<NamedEntry> FindEntry(string address, CancellationToken cancellation) =>
        Get(_entries, address, static (reader, key) => reader.FindEntry(key), cancellation);

    public ValueTask<Account?> GetAccount(AccountId id, CancellationToken cancellation) =>
        Get(_accounts, id, static (reader, key) => reader.GetAccount(key), cancellation);

    /// <summary>The addresses that answer for a domain: its administrators, else the server's.</summary>
    public ValueTask<ImmutableArray<string>> Administrators(DomainId? domain, CancellationToken cancellation) =>
        Get(_administrators, domain ?? Server, static (reader, key) => Administrators(reader, key), cancellation);

    public void Forget(EditContext edit)
    {
        Drop(edit);

        // Last, so that who sees the new version reads nothing old.
        Interlocked.Increment(ref _version);
        Observers.Tell(edit);
    }

    private void Drop(EditContext edit)
    {
        _administrators.Clear();
        if (edit.TouchedEverything)
        {
            _domains.Clear();
            _entries.Clear();
            _accounts.Clear();
            return;
        }

        foreach (var address in edit.TouchedAddresses)
        {
            _entries.Remove(address);
        }

        foreach (var account in edit.TouchedAccounts)
        {
            _accounts.Remove(account);
        }
    }

    private static ImmutableArray<string> Administrators(IDirectoryReader reader, DomainId domain)
    {
        var grants = reader.Grants(null);
        var own = grants.Where(grant => domain == Server ? grant.Domain is null : grant.Domain == domain);
        var people = Reached(reader, own);
        // Administrators who take no mail leave it to those of the server.
        return people.IsEmpty && domain != Server ? Reached(reader, grants.Where(grant => grant.Domain is null)) : people;
    }

    private static ImmutableArray<string> Reached(IDirectoryReader reader, IEnumerable<Grant> grants) =>
        [.. grants.Select(grant => reader.GetAccount(grant.Account)).Where(account => account is { State: AccountState.Active }).Select(account => account!.Address).Take(20)];

    private ValueTask<TValue> Get<TKey, TValue>(
        BoundedCache<TKey, TValue> cache, TKey key, Func<IDirectoryReader, TKey, TValue> read, CancellationToken cancellation)
        where TKey : notnull =>
        cache.TryGet(key, out var value) ? ValueTask.FromResult(value) : Load(cache, key, read, cancellation);

    private async ValueTask<TValue> Load<TKey, TValue>(
        BoundedCache<TKey, TValue> cache, TKey key, Func<IDirectoryReader, TKey, TValue> read, CancellationToken cancellation)
        where TKey : notnull
    {
        var ticket = cache.Ticket;
        var value = await storage.Read(reader => read(reader, key), cancellation);
        cache.Add(key, value, ticket);
        return value;
    }
}
