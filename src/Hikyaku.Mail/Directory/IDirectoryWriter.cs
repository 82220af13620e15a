using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

namespace Hikyaku.Mail.Directory;

/// <summary>What can be changed in one transaction. Nothing here validates; that is the <see cref="DirectoryEditor"/>'s part.</summary>
public interface IDirectoryWriter : IDirectoryReader
{
    /// <summary>Adds a domain and returns it with its id; alias domains are added apart.</summary>
    Domain AddDomain(Domain domain);

    /// <summary>Writes everything but name and alias domains.</summary>
    void UpdateDomain(Domain domain);

    /// <summary>Removes a domain with all it holds.</summary>
    void RemoveDomain(DomainId id);

    /// <summary>Adds another name of a domain.</summary>
    void AddAliasDomain(DomainId id, string name);

    /// <summary>Removes another name of a domain.</summary>
    void RemoveAliasDomain(string name);

    /// <summary>Adds an account and returns it with its id.</summary>
    Account AddAccount(Account account);

    /// <summary>Writes everything but address, domain and creation time.</summary>
    void UpdateAccount(Account account);

    /// <summary>Removes an account with its grants, sign-ins and autoresponder.</summary>
    void RemoveAccount(AccountId id);

    /// <summary>Adds an alias and returns it with its id.</summary>
    Alias AddAlias(Alias alias);

    /// <summary>Writes the targets.</summary>
    void UpdateAlias(Alias alias);

    /// <summary>Removes an alias.</summary>
    void RemoveAlias(long id);

    /// <summary>Adds a grant over a domain; one over everything is a part of the account.</summary>
    void AddGrant(AccountId account, DomainId domain);

    /// <summary>Removes a grant over a domain.</summary>
    void RemoveGrant(AccountId account, DomainId domain);

    /// <summary>Notes that an account shares mailboxes with a grantee.</summary>
    void SaveShare(AccountId owner, string grantee);

    /// <summary>Forgets that an account shares mailboxes with a grantee.</summary>
    void RemoveShare(AccountId owner, string grantee);

    /// <summary>Writes newest sign-ins; those of accounts that are gone are passed over.</summary>
    void SaveSignIns(IReadOnlyCollection<SignIn> signIns);

    /// <summary>Adds or replaces the list of that address with all its members and returns it with its id.</summary>
    MailingList SaveMailingList(MailingList list, IReadOnlyCollection<ListMember> members);

    /// <summary>Removes a list with its members.</summary>
    void RemoveMailingList(long id);

    /// <summary>Adds or replaces the autoresponder of that address and returns it with its id.</summary>
    Autoresponder SaveAutoresponder(Autoresponder autoresponder);

    /// <summary>Removes an autoresponder.</summary>
    void RemoveAutoresponder(long id);

    /// <summary>Writes a setting; null: its default again.</summary>
    void SaveSetting(string key, string? text);

    /// <summary>Adds an audit record; its id is ignored.</summary>
    void AddAuditRecord(AuditRecord record);
}
