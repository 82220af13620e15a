namespace Hikyaku.Mail.Directory;

/// <summary>
/// What an actor may do. An administrator of domains acts only within them, and never on an account that administers anything he does not:
/// else he could reset the password of a greater administrator whose mailbox lies in his domain.
/// </summary>
internal sealed class Permission
{
    private readonly IDirectoryReader _reader;
    private readonly HashSet<DomainId> _domains = [];
    private readonly AccountId? _self;

    private Permission(IDirectoryReader reader, AccountId? self) => (_reader, _self) = (reader, self);

    public bool IsServerAdministrator { get; private init; }

    public static Permission Of(IDirectoryReader reader, Actor actor)
    {
        if (actor.Kind != Actor.AccountKind)
        {
            var trusted = actor.Kind is Actor.CommandLineKind or Actor.SystemKind or Actor.ImportKind;
            return new Permission(reader, null) { IsServerAdministrator = trusted };
        }

        var account = actor.Account is { } id ? reader.GetAccount(id) : null;
        if (account is null || account.State == AccountState.Suspended)
        {
            return new Permission(reader, null);
        }

        var permission = new Permission(reader, account.Id) { IsServerAdministrator = account.IsAdministrator };
        permission._domains.UnionWith(reader.Grants(account.Id).Select(grant => grant.Domain).OfType<DomainId>());
        return permission;
    }

    /// <summary>Whether the actor administers what lies in the domain.</summary>
    public bool Covers(DomainId domain) => IsServerAdministrator || _domains.Contains(domain);

    /// <summary>Whether the actor may change the account: it lies in his domains and administers nothing beyond them.</summary>
    public bool Covers(Account account) => IsServerAdministrator
        || (Covers(account.DomainId) && !account.IsAdministrator
            && _reader.Grants(account.Id).All(grant => grant.Domain is { } domain && _domains.Contains(domain)));

    /// <summary>Whether the actor is the account's owner.</summary>
    public bool Owns(Account account) => _self == account.Id;
}
