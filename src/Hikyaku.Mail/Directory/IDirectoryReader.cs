using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

namespace Hikyaku.Mail.Directory;

/// <summary>What can be read from the directory's database in one snapshot.</summary>
public interface IDirectoryReader
{
    /// <summary>The domain that has the name or alias name (lower-case A-labels).</summary>
    Domain? FindDomain(string name);

    /// <summary>A domain.</summary>
    Domain? GetDomain(DomainId id);

    /// <summary>Every domain by name.</summary>
    IReadOnlyList<Domain> Domains();

    /// <summary>Everything that has the canonical address.</summary>
    NamedEntry FindEntry(string address);

    /// <summary>An account.</summary>
    Account? GetAccount(AccountId id);

    /// <summary>A page of accounts by address.</summary>
    /// <param name="domain">Only this domain; null: all.</param>
    /// <param name="after">The last address of the page before; empty: from the start.</param>
    /// <param name="count">The most to return.</param>
    IReadOnlyList<Account> Accounts(DomainId? domain, string after, int count);

    /// <summary>A page of aliases by address; parameters as for <see cref="Accounts"/>.</summary>
    IReadOnlyList<Alias> Aliases(DomainId? domain, string after, int count);

    /// <summary>What the domain holds.</summary>
    DomainUsage Usage(DomainId domain);

    /// <summary>Every grant, or those of one account.</summary>
    IReadOnlyList<Grant> Grants(AccountId? account);

    /// <summary>The accounts that share mailboxes with a grantee.</summary>
    IReadOnlyList<AccountId> OwnersSharingWith(string grantee, int count);

    /// <summary>The newest sign-ins of an account.</summary>
    IReadOnlyList<SignIn> SignIns(AccountId account);

    /// <summary>Audit records, newest first.</summary>
    /// <param name="subject">Only this address, domain or key; null: all.</param>
    /// <param name="count">The most to return.</param>
    IReadOnlyList<AuditRecord> AuditRecords(string? subject, int count);

    /// <summary>The mailing lists of a domain by address.</summary>
    IReadOnlyList<MailingList> MailingLists(DomainId domain);

    /// <summary>Everyone named by a list.</summary>
    IReadOnlyList<ListMember> ListMembers(long list);

    /// <summary>The autoresponders of a domain by address.</summary>
    IReadOnlyList<Autoresponder> Autoresponders(DomainId domain);
}
