using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

namespace Hikyaku.Storage.Sqlite.Directory;

/// <summary>Changes hikyaku.db in one transaction.</summary>
internal sealed class SqliteDirectoryWriter(SqliteSession session) : SqliteDirectoryReader(session), IDirectoryWriter
{
    public Domain AddDomain(Domain domain) =>
        domain with { Id = new DomainId(Bind(Prepare("AddDomain").Bind("$name", domain.Name), domain).Number()!.Value), AliasDomains = [] };

    public void UpdateDomain(Domain domain) => Bind(Prepare("UpdateDomain").Bind("$id", domain.Id.Value), domain).Execute();

    public void RemoveDomain(DomainId id) => Prepare("RemoveDomain").Bind("$id", id.Value).Execute();

    public void AddAliasDomain(DomainId id, string name) => Prepare("AddAliasDomain").Bind("$name", name).Bind("$domain", id.Value).Execute();

    public void RemoveAliasDomain(string name) => Prepare("RemoveAliasDomain").Bind("$name", name).Execute();

    public Account AddAccount(Account account)
    {
        var statement = Prepare("AddAccount")
            .Bind("$domain", account.DomainId.Value)
            .Bind("$address", account.Address)
            .Bind("$created", account.Created.ToUnixTimeMilliseconds());
        return account with { Id = new AccountId(Bind(statement, account).Number()!.Value) };
    }

    public void UpdateAccount(Account account) => Bind(Prepare("UpdateAccount").Bind("$id", account.Id.Value), account).Execute();

    public void RemoveAccount(AccountId id) => Prepare("RemoveAccount").Bind("$id", id.Value).Execute();

    public Alias AddAlias(Alias alias)
    {
        var statement = Prepare("AddAlias").Bind("$domain", alias.DomainId.Value).Bind("$address", alias.Address);
        return alias with { Id = statement.Bind("$targets", DirectoryRows.Text(alias.Targets)).Number()!.Value };
    }

    public void UpdateAlias(Alias alias) =>
        Prepare("UpdateAlias").Bind("$id", alias.Id).Bind("$targets", DirectoryRows.Text(alias.Targets)).Execute();

    public void RemoveAlias(long id) => Prepare("RemoveAlias").Bind("$id", id).Execute();

    public void AddGrant(AccountId account, DomainId domain) =>
        Prepare("AddGrant").Bind("$account", account.Value).Bind("$domain", domain.Value).Execute();

    public void RemoveGrant(AccountId account, DomainId domain) =>
        Prepare("RemoveGrant").Bind("$account", account.Value).Bind("$domain", domain.Value).Execute();

    public void SaveShare(AccountId owner, string grantee) => Prepare("SaveShare").Bind("$owner", owner.Value).Bind("$grantee", grantee).Execute();

    public void RemoveShare(AccountId owner, string grantee) => Prepare("RemoveShare").Bind("$owner", owner.Value).Bind("$grantee", grantee).Execute();

    public void SaveSignIns(IReadOnlyCollection<SignIn> signIns)
    {
        foreach (var signIn in signIns)
        {
            Prepare("SaveSignIn")
                .Bind("$account", signIn.Account.Value)
                .Bind("$protocol", (long)signIn.Protocol)
                .Bind("$address", signIn.Address.ToString())
                .Bind("$at", signIn.At.ToUnixTimeMilliseconds())
                .Execute();
        }
    }

    public MailingList SaveMailingList(MailingList list, IReadOnlyCollection<ListMember> members)
    {
        var id = Prepare("SaveMailingList")
            .Bind("$domain", list.DomainId.Value)
            .Bind("$address", list.Address)
            .Bind("$owner", list.Owner)
            .Bind("$options", list.Options)
            .Bind("$texts", DirectoryRows.Text(list.Texts))
            .Number()!.Value;
        Prepare("RemoveListMembers").Bind("$list", id).Execute();
        foreach (var member in members)
        {
            Prepare("AddListMember").Bind("$list", id).Bind("$role", (long)member.Role).Bind("$address", member.Address).Execute();
        }

        return list with { Id = id };
    }

    public void RemoveMailingList(long id) => Prepare("RemoveMailingList").Bind("$id", id).Execute();

    public Autoresponder SaveAutoresponder(Autoresponder autoresponder) => autoresponder with
    {
        Id = Prepare("SaveAutoresponder")
            .Bind("$domain", autoresponder.DomainId.Value)
            .Bind("$address", autoresponder.Address)
            .Bind("$account", autoresponder.AccountId?.Value)
            .Bind("$period", (long)autoresponder.Period.TotalSeconds)
            .Bind("$maxReplies", (long)autoresponder.MaxReplies)
            .Bind("$quotesOriginal", autoresponder.QuotesOriginal)
            .Bind("$isActive", autoresponder.IsActive)
            .Bind("$message", autoresponder.Message.ToArray())
            .Number()!.Value,
    };

    public void RemoveAutoresponder(long id) => Prepare("RemoveAutoresponder").Bind("$id", id).Execute();

    public void SaveSetting(string key, string? text)
    {
        if (text is null)
        {
            Prepare("RemoveSetting").Bind("$key", key).Execute();
        }
        else
        {
            Prepare("SaveSetting").Bind("$key", key).Bind("$value", text).Execute();
        }
    }

    public void AddAuditRecord(AuditRecord record) => Prepare("AddAuditRecord")
        .Bind("$at", record.At.ToUnixTimeMilliseconds())
        .Bind("$actorKind", record.Actor.Kind)
        .Bind("$actorName", record.Actor.Name)
        .Bind("$actorAddress", record.Actor.Address?.ToString())
        .Bind("$action", record.Action)
        .Bind("$subject", record.Subject)
        .Bind("$before", record.Before)
        .Bind("$after", record.After)
        .Execute();

    private static SqliteStatement Bind(SqliteStatement statement, Domain domain)
    {
        var (kind, target) = DirectoryRows.Columns(domain.CatchAll);
        return statement
            .Bind("$catchAll", (long)kind)
            .Bind("$catchAllTarget", target)
            .Bind("$limits", DirectoryRows.Text(domain.Limits))
            .Bind("$disabledServices", (long)domain.DisabledServices)
            .Bind("$replaceHashes", domain.ReplaceHashes)
            .Bind("$separator", domain.SubAddressSeparator)
            .Bind("$isActive", domain.IsActive)
            .Bind("$isLive", domain.IsLive);
    }

    private static SqliteStatement Bind(SqliteStatement statement, Account account) => statement
        .Bind("$name", account.Name)
        .Bind("$passwordHash", account.PasswordHash)
        .Bind("$quotaBytes", account.QuotaBytes)
        .Bind("$quotaMessages", account.QuotaMessages)
        .Bind("$services", (long)account.Services)
        .Bind("$state", (long)account.State)
        .Bind("$mayChangePassword", account.MayChangePassword)
        .Bind("$forwardTargets", account.Forward is { } forward ? DirectoryRows.Text(forward.Targets) : null)
        .Bind("$forwardKeepsCopy", account.Forward?.KeepCopy ?? false)
        .Bind("$namespace", (long)account.Namespace)
        .Bind("$language", account.Language)
        .Bind("$isAdministrator", account.IsAdministrator);
}
