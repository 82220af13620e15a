using System.Collections.Immutable;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

namespace Hikyaku.Tests.Directories;

internal sealed class MemoryDirectoryWriter(MemoryDirectoryState state) : IDirectoryWriter
{
    public MemoryDirectoryState State { get; private set; } = state;

    public Domain? FindDomain(string name) => State.Domains.Values.FirstOrDefault(domain => domain.Name == name || domain.AliasDomains.Contains(name));

    public Domain? GetDomain(DomainId id) => State.Domains.Values.FirstOrDefault(domain => domain.Id == id);

    public IReadOnlyList<Domain> Domains() => [.. State.Domains.Values];

    public NamedEntry FindEntry(string address) => new(
        State.Aliases.GetValueOrDefault(address),
        State.Lists.GetValueOrDefault(address),
        State.Accounts.GetValueOrDefault(address),
        State.Autoresponders.GetValueOrDefault(address) is { AccountId: null });

    public Account? GetAccount(AccountId id) => State.Accounts.Values.FirstOrDefault(account => account.Id == id);

    public IReadOnlyList<Account> Accounts(DomainId? domain, string after, int count) =>
        [.. State.Accounts.Values.Where(a => (domain is null || a.DomainId == domain) && string.CompareOrdinal(a.Address, after) > 0).Take(count)];

    public IReadOnlyList<Alias> Aliases(DomainId? domain, string after, int count) =>
        [.. State.Aliases.Values.Where(a => (domain is null || a.DomainId == domain) && string.CompareOrdinal(a.Address, after) > 0).Take(count)];

    public DomainUsage Usage(DomainId domain)
    {
        var accounts = State.Accounts.Values.Where(account => account.DomainId == domain).ToList();
        return new DomainUsage(
            accounts.Count,
            State.Aliases.Values.Count(alias => alias.DomainId == domain),
            accounts.Count(account => account.Forward is not null),
            State.Autoresponders.Values.Count(robot => robot.DomainId == domain),
            State.Lists.Values.Count(list => list.DomainId == domain),
            accounts.Sum(account => account.QuotaBytes),
            accounts.Sum(account => account.QuotaMessages));
    }

    public IReadOnlyList<Grant> Grants(AccountId? account) =>
    [
        .. State.Accounts.Values.Where(known => known.IsAdministrator && (account is null || known.Id == account)).Select(known => new Grant(known.Id, null)),
        .. State.Grants.Where(grant => account is null || grant.Account == account).Select(grant => new Grant(grant.Account, grant.Domain)),
    ];

    public IReadOnlyList<AccountId> OwnersSharingWith(string grantee, int count) =>
        [.. State.Shares.Where(share => share.Grantee == grantee).Take(count).Select(share => new AccountId(share.Owner))];

    public void SaveShare(AccountId owner, string grantee) => State = State with { Shares = State.Shares.Add((grantee, owner.Value)) };

    public void RemoveShare(AccountId owner, string grantee) => State = State with { Shares = State.Shares.Remove((grantee, owner.Value)) };

    public IReadOnlyList<SignIn> SignIns(AccountId account) => [.. State.SignIns.Values.Where(signIn => signIn.Account == account).OrderBy(s => s.Protocol)];

    public IReadOnlyList<AuditRecord> AuditRecords(string? subject, int count) =>
        [.. State.Audit.Reverse().Where(record => subject is null || record.Subject == subject).Take(count)];

    public IReadOnlyList<MailingList> MailingLists(DomainId domain) => [.. State.Lists.Values.Where(list => list.DomainId == domain)];

    public IReadOnlyList<ListMember> ListMembers(long list) =>
        [.. State.Members.GetValueOrDefault(list, []).OrderBy(m => m.Role).ThenBy(m => m.Address, StringComparer.Ordinal)];

    public IReadOnlyList<Autoresponder> Autoresponders(DomainId domain) => [.. State.Autoresponders.Values.Where(robot => robot.DomainId == domain)];

    public Domain AddDomain(Domain domain)
    {
        var added = domain with { Id = new DomainId(NextId()) };
        State = State with { Domains = State.Domains.Add(domain.Name, added) };
        return added;
    }

    public void UpdateDomain(Domain domain) => State = State with { Domains = State.Domains.SetItem(domain.Name, domain) };

    public void RemoveDomain(DomainId id)
    {
        Accounts(id, "", int.MaxValue).ToList().ForEach(account => RemoveAccount(account.Id));
        State = State with
        {
            Domains = State.Domains.Remove(GetDomain(id)!.Name),
            Aliases = State.Aliases.RemoveRange(State.Aliases.Values.Where(alias => alias.DomainId == id).Select(alias => alias.Address)),
            Lists = State.Lists.RemoveRange(State.Lists.Values.Where(list => list.DomainId == id).Select(list => list.Address)),
            Autoresponders = State.Autoresponders.RemoveRange(Autoresponders(id).Select(robot => robot.Address)),
            Grants = State.Grants.Except(State.Grants.Where(grant => grant.Domain == id)),
        };
    }

    public void AddAliasDomain(DomainId id, string name) => UpdateDomain(GetDomain(id)! is var domain ? domain with { AliasDomains = domain.AliasDomains.Add(name) } : domain);

    public void RemoveAliasDomain(string name) => UpdateDomain(FindDomain(name)! is var domain ? domain with { AliasDomains = domain.AliasDomains.Remove(name) } : domain);

    public Account AddAccount(Account account)
    {
        var added = account with { Id = new AccountId(NextId()) };
        State = State with { Accounts = State.Accounts.Add(account.Address, added) };
        return added;
    }

    public void UpdateAccount(Account account) => State = State with { Accounts = State.Accounts.SetItem(account.Address, account) };

    public void RemoveAccount(AccountId id) => State = State with
    {
        Accounts = State.Accounts.Remove(GetAccount(id)!.Address),
        Grants = State.Grants.Except(State.Grants.Where(grant => grant.Account == id)),
        SignIns = State.SignIns.RemoveRange(State.SignIns.Keys.Where(key => key.Item1 == id)),
        Autoresponders = State.Autoresponders.RemoveRange(State.Autoresponders.Values.Where(robot => robot.AccountId == id).Select(robot => robot.Address)),
    };

    public Alias AddAlias(Alias alias)
    {
        var added = alias with { Id = NextId() };
        State = State with { Aliases = State.Aliases.Add(alias.Address, added) };
        return added;
    }

    public void UpdateAlias(Alias alias) => State = State with { Aliases = State.Aliases.SetItem(alias.Address, alias) };

    public void RemoveAlias(long id) => State = State with { Aliases = State.Aliases.Remove(State.Aliases.Values.First(alias => alias.Id == id).Address) };

    public void AddGrant(AccountId account, DomainId domain) => State = State with { Grants = State.Grants.Add((account, domain)) };

    public void RemoveGrant(AccountId account, DomainId domain) => State = State with { Grants = State.Grants.Remove((account, domain)) };

    public void SaveSignIns(IReadOnlyCollection<SignIn> signIns) => State = State with
    {
        SignIns = State.SignIns.SetItems(signIns.Where(s => GetAccount(s.Account) is not null).Select(s => KeyValuePair.Create((s.Account, s.Protocol), s))),
    };

    public MailingList SaveMailingList(MailingList list, IReadOnlyCollection<ListMember> members)
    {
        var saved = list with { Id = State.Lists.GetValueOrDefault(list.Address)?.Id ?? NextId() };
        State = State with { Lists = State.Lists.SetItem(list.Address, saved), Members = State.Members.SetItem(saved.Id, [.. members]) };
        return saved;
    }

    public void RemoveMailingList(long id) =>
        State = State with { Lists = State.Lists.Remove(State.Lists.Values.First(list => list.Id == id).Address), Members = State.Members.Remove(id) };

    public Autoresponder SaveAutoresponder(Autoresponder autoresponder)
    {
        var saved = autoresponder with { Id = State.Autoresponders.GetValueOrDefault(autoresponder.Address)?.Id ?? NextId() };
        State = State with { Autoresponders = State.Autoresponders.SetItem(autoresponder.Address, saved) };
        return saved;
    }

    public void RemoveAutoresponder(long id) =>
        State = State with { Autoresponders = State.Autoresponders.Remove(State.Autoresponders.Values.First(robot => robot.Id == id).Address) };

    public void SaveSetting(string key, string? text) =>
        State = State with { Settings = text is null ? State.Settings.Remove(key) : State.Settings.SetItem(key, text) };

    public void AddAuditRecord(AuditRecord record) => State = State with { Audit = State.Audit.Add(record with { Id = NextId() }) };

    private long NextId()
    {
        State = State with { LastId = State.LastId + 1 };
        return State.LastId;
    }
}
