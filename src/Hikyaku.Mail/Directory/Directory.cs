using System.Runtime.CompilerServices;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Directory;

/// <summary>
/// Answers who an address is and where its mail goes. Every look-up is one cached read; safe from any thread.
/// Changes are made by <see cref="DirectoryEditor"/> and seen here as soon as it returns.
/// </summary>
public sealed class Directory
{
    private const int PageSize = 500;
    private readonly IDirectoryStorage _storage;
    private readonly DirectoryCache _cache;
    private readonly Settings.Settings _settings;
    private readonly SignInNames _signInNames;

    internal Directory(IDirectoryStorage storage, DirectoryCache cache, Settings.Settings settings)
    {
        (_storage, _cache, _settings) = (storage, cache, settings);
        _signInNames = new SignInNames(this, settings);
    }

    /// <summary>Increases with each change, for those who keep something derived.</summary>
    public int Version => _cache.Version;

    /// <summary>Calls <paramref name="changed"/> after each change of an account, or of anything above it, until the result is disposed.</summary>
    internal IDisposable Observe(AccountId account, Action changed) => _cache.Observers.Add(account, changed);

    /// <summary>The same on another storage.</summary>
    internal Directory On(IDirectoryStorage storage, DirectoryCache cache) => new(storage, cache, _settings);

    /// <summary>The domain that has a name or alias name, in any case or script.</summary>
    public ValueTask<Domain?> FindDomain(string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        return DomainName.TryNormalize(name, out var ascii) ? _cache.FindDomain(ascii, cancellation) : ValueTask.FromResult<Domain?>(null);
    }

    /// <summary>The account of exactly that canonical address; alias domains and sub-addresses are not tried.</summary>
    public async ValueTask<Account?> FindAccount(string canonicalAddress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(canonicalAddress);
        return (await _cache.FindEntry(canonicalAddress, cancellation)).Account;
    }

    /// <summary>An account by its id.</summary>
    public ValueTask<Account?> GetAccount(AccountId id, CancellationToken cancellation) => _cache.GetAccount(id, cancellation);

    /// <summary>
    /// The account that a user means by a sign-in name: user@domain, user%domain or user/domain in any case, an alias domain too,
    /// and a bare name in the default domain.
    /// </summary>
    public ValueTask<Account?> FindSignInName(string userName, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return _signInNames.Find(userName.Trim(), cancellation);
    }

    /// <summary>What the directory knows about an address: one step, the caller resolves what it leads to.</summary>
    /// <remarks>Order: alias, mailing list, account, answering address, postmaster, abuse and hostmaster, sub-address of those, catch-all.</remarks>
    public async ValueTask<AddressEntry> Resolve(Address address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        var domain = await _cache.FindDomain(address.Domain, cancellation);
        if (domain is null)
        {
            return new AddressEntry.NotLocal();
        }

        var localPart = address.LocalPart.ToLowerInvariant();
        return await Named(localPart, null, domain, cancellation)
            ?? await Reserved(localPart, domain, cancellation)
            ?? await Extended(localPart, address.LocalPart, domain, cancellation)
            ?? await CatchAllOf(domain, address, cancellation);
    }

    /// <summary>The server's administrators as an alias without domain: the recipient "Postmaster" that every server takes.</summary>
    public async ValueTask<Alias> Postmaster(CancellationToken cancellation) =>
        new(0, default, "postmaster", await _cache.Administrators(null, cancellation)); // RFC 5321 §4.5.1

    /// <summary>Every domain by name.</summary>
    public ValueTask<IReadOnlyList<Domain>> Domains(CancellationToken cancellation) => _storage.Read(reader => reader.Domains(), cancellation);

    /// <summary>Every account, or those of a domain, by address.</summary>
    public IAsyncEnumerable<Account> Accounts(DomainId? domain, CancellationToken cancellation) =>
        Pages((reader, after) => reader.Accounts(domain, after, PageSize), account => account.Address, cancellation);

    /// <summary>Every alias, or those of a domain, by address.</summary>
    public IAsyncEnumerable<Alias> Aliases(DomainId? domain, CancellationToken cancellation) =>
        Pages((reader, after) => reader.Aliases(domain, after, PageSize), alias => alias.Address, cancellation);

    /// <summary>Anything else that the directory's database holds, uncached: usage, grants, lists, audit records.</summary>
    public ValueTask<T> Read<T>(Func<IDirectoryReader, T> work, CancellationToken cancellation) => _storage.Read(work, cancellation);

    private async ValueTask<AddressEntry?> Named(string localPart, string? detail, Domain domain, CancellationToken cancellation)
    {
        var address = $"{localPart}@{domain.Name}";
        return await _cache.FindEntry(address, cancellation) switch
        {
            { Alias: { } alias } => new AddressEntry.ToAlias(alias, domain),
            { List: { } list } => new AddressEntry.ToMailingList(list, domain),
            { Account: { } account } => new AddressEntry.ToAccount(account, domain, detail),
            { IsRobot: true } => new AddressEntry.ToAutoresponder(address, domain),
            _ => null,
        };
    }

    private async ValueTask<AddressEntry?> Reserved(string localPart, Domain domain, CancellationToken cancellation)
    {
        if (!ReservedNames.Contains(localPart))
        {
            return null;
        }

        var people = await _cache.Administrators(domain.Id, cancellation);
        return people.IsEmpty ? null : new AddressEntry.ToAlias(new Alias(0, domain.Id, $"{localPart}@{domain.Name}", people), domain);
    }

    // The longest name that is known wins, as with qmail. Where both fit, what was made for a prefix comes before a mere detail.
    private async ValueTask<AddressEntry?> Extended(string localPart, string asWritten, Domain domain, CancellationToken cancellation)
    {
        var separators = asWritten.Length == localPart.Length ? domain.SubAddressSeparator ?? "" : "";
        var breaks = separators.Contains('-') ? separators : separators + '-';
        for (var end = SubAddress.Last(localPart, breaks, localPart.Length); end > 0; end = SubAddress.Last(localPart, breaks, end))
        {
            var prefix = localPart[..end];
            var found = localPart[end] == '-' ? await Prefixed(prefix, localPart, domain, cancellation) : null;
            if (found is null && separators.Contains(localPart[end]))
            {
                found = await Named(prefix, asWritten[(end + 1)..], domain, cancellation) ?? await Reserved(prefix, domain, cancellation);
            }

            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    // A list has addresses of its own (LIST-subscribe, LIST-return-…), and PREFIX-default stands for all of a prefix: the catch-all must not get their mail.
    private async ValueTask<AddressEntry?> Prefixed(string prefix, string localPart, Domain domain, CancellationToken cancellation)
    {
        if ((await _cache.FindEntry($"{prefix}@{domain.Name}", cancellation)).List is { } list)
        {
            return localPart.AsSpan(prefix.Length).SequenceEqual("-owner") && list.Owner.Contains('@')
                ? new AddressEntry.ToAlias(new Alias(0, domain.Id, $"{localPart}@{domain.Name}", [list.Owner]), domain)
                : new AddressEntry.ToMailingList(list, domain);
        }

        var address = $"{prefix}-default@{domain.Name}";
        return await _cache.FindEntry(address, cancellation) switch
        {
            { Alias: { } alias } => new AddressEntry.ToAlias(alias, domain),
            { IsRobot: true } => new AddressEntry.ToAutoresponder(address, domain),
            _ => null,
        };
    }

    private async ValueTask<AddressEntry> CatchAllOf(Domain domain, Address address, CancellationToken cancellation)
    {
        switch (domain.CatchAll)
        {
            case CatchAll.ToAddress toAddress:
                var target = toAddress.Target.StartsWith("*@", StringComparison.Ordinal)
                    ? address.ToString()[..^address.Domain.Length] + toAddress.Target[2..]
                    : toAddress.Target;
                return new AddressEntry.ToCatchAllAddress(target, domain);
            case CatchAll.ToAccount toAccount when await GetAccount(toAccount.Account, cancellation) is { } account:
                return new AddressEntry.ToAccount(account, domain);
            case CatchAll.Discard:
                return new AddressEntry.Discard(domain);
            default:
                return new AddressEntry.UnknownRecipient(domain);
        }
    }

    private async IAsyncEnumerable<T> Pages<T>(
        Func<IDirectoryReader, string, IReadOnlyList<T>> read, Func<T, string> key, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = ""; ;)
        {
            var from = after;
            var page = await _storage.Read(reader => read(reader, from), cancellation);
            foreach (var item in page)
            {
                yield return item;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = key(page[^1]);
        }
    }
}
