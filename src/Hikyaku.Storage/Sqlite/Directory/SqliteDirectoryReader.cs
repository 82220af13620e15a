using System.Net;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

namespace Hikyaku.Storage.Sqlite.Directory;

/// <summary>Reads hikyaku.db in one snapshot.</summary>
internal class SqliteDirectoryReader(SqliteSession session) : IDirectoryReader
{
    public Domain? FindDomain(string name) => Prepare("FindDomain").Bind("$name", name).First(DirectoryRows.Domain);

    public Domain? GetDomain(DomainId id) => Prepare("GetDomain").Bind("$id", id.Value).First(DirectoryRows.Domain);

    public IReadOnlyList<Domain> Domains() => Prepare("Domains").All(DirectoryRows.Domain);

    public NamedEntry FindEntry(string address)
    {
        var alias = Prepare("FindAlias").Bind("$address", address).First(DirectoryRows.Alias);
        var list = Prepare("FindMailingList").Bind("$address", address).First(DirectoryRows.MailingList);
        var account = Prepare("FindAccount").Bind("$address", address).First(DirectoryRows.Account);
        var isRobot = Prepare("IsRobot").Bind("$address", address).Number() is not null;
        return alias is null && list is null && account is null && !isRobot ? NamedEntry.Nothing : new NamedEntry(alias, list, account, isRobot);
    }

    public Account? GetAccount(AccountId id) => Prepare("GetAccount").Bind("$id", id.Value).First(DirectoryRows.Account);

    public IReadOnlyList<Account> Accounts(DomainId? domain, string after, int count) =>
        Page(domain is null ? "Accounts" : "AccountsOfDomain", domain, after, count).All(DirectoryRows.Account);

    public IReadOnlyList<Alias> Aliases(DomainId? domain, string after, int count) =>
        Page(domain is null ? "Aliases" : "AliasesOfDomain", domain, after, count).All(DirectoryRows.Alias);

    public DomainUsage Usage(DomainId domain) => Prepare("Usage").Bind("$domain", domain.Value).First(DirectoryRows.Usage)!;

    public IReadOnlyList<Grant> Grants(AccountId? account) => account is { } some
        ? Prepare("GrantsOfAccount").Bind("$account", some.Value).All(DirectoryRows.Grant)
        : Prepare("Grants").All(DirectoryRows.Grant);

    public IReadOnlyList<AccountId> OwnersSharingWith(string grantee, int count) =>
        Prepare("OwnersSharingWith").Bind("$grantee", grantee).Bind("$count", (long)count).All(row => new AccountId(row.GetInt64(0)));

    public IReadOnlyList<SignIn> SignIns(AccountId account) => Prepare("SignIns").Bind("$account", account.Value).All(row =>
        new SignIn(account, (Services)row.GetInt32(0), IPAddress.Parse(row.GetString(1)), DirectoryRows.Time(row.GetInt64(2))));

    public IReadOnlyList<AuditRecord> AuditRecords(string? subject, int count) => subject is null
        ? Prepare("AuditRecords").Bind("$count", (long)count).All(DirectoryRows.AuditRecord)
        : Prepare("AuditRecordsOfSubject").Bind("$subject", subject).Bind("$count", (long)count).All(DirectoryRows.AuditRecord);

    public IReadOnlyList<MailingList> MailingLists(DomainId domain) =>
        Prepare("MailingLists").Bind("$domain", domain.Value).All(DirectoryRows.MailingList);

    public IReadOnlyList<ListMember> ListMembers(long list) =>
        Prepare("ListMembers").Bind("$list", list).All(row => new ListMember((ListRole)row.GetInt32(0), row.GetString(1)));

    public IReadOnlyList<Autoresponder> Autoresponders(DomainId domain) =>
        Prepare("Autoresponders").Bind("$domain", domain.Value).All(DirectoryRows.Autoresponder);

    protected SqliteStatement Prepare(string name) => session.Prepare("Directory/" + name);

    private SqliteStatement Page(string name, DomainId? domain, string after, int count)
    {
        var statement = Prepare(name).Bind("$after", after).Bind("$count", (long)count);
        return domain is { } some ? statement.Bind("$domain", some.Value) : statement;
    }
}
