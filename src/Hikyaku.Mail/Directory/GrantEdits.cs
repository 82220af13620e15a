namespace Hikyaku.Mail.Directory;

/// <summary>Changes of rights to administer: nobody gives away, or takes, what he does not administer himself.</summary>
internal static class GrantEdits
{
    /// <summary>What a right is over that is not of one domain, as the audit log names it.</summary>
    public const string Everything = "*";

    public static DirectoryChange<Grant> Add(EditContext edit, AccountId id, DomainId? domain)
    {
        if (Check(edit, id, domain, out var account, out var subject) is { } refusal)
        {
            return refusal;
        }

        if (Has(edit.Writer, account, domain))
        {
            return new DirectoryRefusal(DirectoryRefusalReason.AlreadyGranted, account.Address, subject);
        }

        if (domain is { } some)
        {
            edit.Writer.AddGrant(id, some);
        }
        else
        {
            edit.Writer.UpdateAccount(account with { IsAdministrator = true });
        }

        return Done(edit, "admin.grant", account, domain, null, AuditJson.Of(subject));
    }

    public static DirectoryChange<Grant> Remove(EditContext edit, AccountId id, DomainId? domain)
    {
        if (Check(edit, id, domain, out var account, out var subject) is { } refusal)
        {
            return refusal;
        }

        if (!Has(edit.Writer, account, domain))
        {
            return new DirectoryRefusal(DirectoryRefusalReason.NotGranted, account.Address, subject);
        }

        if (domain is { } some)
        {
            edit.Writer.RemoveGrant(id, some);
        }
        else if (HasOtherAdministrator(edit.Writer, other => other.Id == id))
        {
            edit.Writer.UpdateAccount(account with { IsAdministrator = false });
        }
        else
        {
            return new DirectoryRefusal(DirectoryRefusalReason.LastAdministrator, account.Address);
        }

        return Done(edit, "admin.revoke", account, domain, AuditJson.Of(subject), null);
    }

    /// <summary>Whether the server keeps an administrator when some accounts go.</summary>
    public static bool HasOtherAdministrator(IDirectoryReader reader, Func<Account, bool> isGoing) =>
        reader.Grants(null).Any(grant => grant.Domain is null && reader.GetAccount(grant.Account) is { } account && !isGoing(account));

    private static DirectoryRefusal? Check(EditContext edit, AccountId id, DomainId? domain, out Account account, out string subject)
    {
        subject = Everything;
        if (AccountEdits.Find(edit, id, forOwner: false, out account) is { } refusal)
        {
            return refusal;
        }

        if (domain is { } some)
        {
            if (edit.Writer.GetDomain(some) is not { } known)
            {
                return DomainEdits.Unknown(some);
            }

            subject = AuditJson.Subject(known);
        }

        var permission = Permission.Of(edit.Writer, edit.Actor);
        return (domain is { } asked ? permission.Covers(asked) : permission.IsServerAdministrator) ? null : DomainEdits.NotPermitted(edit, subject);
    }

    private static bool Has(IDirectoryReader reader, Account account, DomainId? domain) =>
        domain is null ? account.IsAdministrator : reader.Grants(account.Id).Any(grant => grant.Domain == domain);

    private static DirectoryChange<Grant> Done(EditContext edit, string action, Account account, DomainId? domain, string? before, string? after)
    {
        edit.Record(action, account.Address, before, after);
        edit.Touch(account);
        return new Grant(account.Id, domain);
    }
}
