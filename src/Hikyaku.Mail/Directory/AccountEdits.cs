using System.Globalization;

namespace Hikyaku.Mail.Directory;

/// <summary>Changes of accounts.</summary>
internal static class AccountEdits
{
    public static DirectoryChange<Account> Add(EditContext edit, NewAccount wanted, string hash)
    {
        if (NameCheck.Address(edit.Writer, wanted.Address, out var address, out var domain) is { } bad)
        {
            return bad;
        }

        var account = new Account
        {
            DomainId = domain.Id,
            Address = address,
            Name = wanted.Name.Trim(),
            PasswordHash = hash,
            QuotaBytes = wanted.QuotaBytes ?? domain.Limits.DefaultQuotaBytes ?? 0,
            QuotaMessages = wanted.QuotaMessages ?? domain.Limits.DefaultQuotaMessages ?? 0,
            Services = wanted.Services,
            State = wanted.State,
            MayChangePassword = wanted.MayChangePassword,
            Namespace = wanted.Namespace,
            Language = wanted.Language,
            Created = edit.Now,
        };
        if ((CheckNew(edit, account, domain) ?? SetForward(edit, domain, ref account, wanted.Forward)) is { } refusal)
        {
            return refusal;
        }

        account = edit.Writer.AddAccount(account);
        edit.Record("account.add", address, null, AuditJson.Of(account));
        edit.Touch(account);
        return account;
    }

    public static DirectoryChange<Account> Change(EditContext edit, AccountId id, AccountChange change)
    {
        if (Find(edit, id, change.IsForOwner, out var before) is { } bad)
        {
            return bad;
        }

        var domain = edit.Writer.GetDomain(before.DomainId)!;
        var after = before with
        {
            Name = change.Name?.Trim() ?? before.Name,
            QuotaBytes = change.QuotaBytes ?? before.QuotaBytes,
            QuotaMessages = change.QuotaMessages ?? before.QuotaMessages,
            Services = change.Services ?? before.Services,
            State = change.State ?? before.State,
            MayChangePassword = change.MayChangePassword ?? before.MayChangePassword,
            Forward = change.RemoveForward ? null : before.Forward,
            Namespace = change.Namespace ?? before.Namespace,
            Language = change.Language is { } language ? (language.Length == 0 ? null : language) : before.Language,
        };
        if ((NameCheck.Person(after.Name, after.Address) ?? NameCheck.Language(after.Language)
            ?? LimitCheck.Quota(edit, domain, (before.QuotaBytes, before.QuotaMessages), (after.QuotaBytes, after.QuotaMessages))
            ?? SetForward(edit, domain, ref after, change.Forward)) is { } refusal)
        {
            return refusal;
        }

        return Write(edit, "account.change", before, after);
    }

    public static DirectoryChange<Account> SetHash(EditContext edit, AccountId id, string hash)
    {
        if (Find(edit, id, forOwner: true, out var before) is { } refusal)
        {
            return refusal;
        }

        var permission = Permission.Of(edit.Writer, edit.Actor);
        return !before.MayChangePassword && !permission.Covers(before)
            ? new DirectoryRefusal(DirectoryRefusalReason.PasswordNotYours, before.Address)
            : Write(edit, "account.password", before, before with { PasswordHash = hash });
    }

    public static DirectoryChange<Account> ReplaceHash(EditContext edit, AccountId id, string oldHash, string newHash)
    {
        if (Find(edit, id, forOwner: false, out var before) is { } refusal)
        {
            return refusal;
        }

        return before.PasswordHash != oldHash
            ? new DirectoryRefusal(DirectoryRefusalReason.HashChanged, before.Address)
            : Write(edit, "account.rehash", before, before with { PasswordHash = newHash });
    }

    public static DirectoryChange<Account> Remove(EditContext edit, AccountId id)
    {
        if (Find(edit, id, forOwner: false, out var account) is { } refusal)
        {
            return refusal;
        }

        if (account.IsAdministrator && !GrantEdits.HasOtherAdministrator(edit.Writer, other => other.Id == id))
        {
            return new DirectoryRefusal(DirectoryRefusalReason.LastAdministrator, account.Address);
        }

        foreach (var domain in edit.Writer.Domains().Where(domain => domain.CatchAll is CatchAll.ToAccount to && to.Account == id))
        {
            var after = domain with { CatchAll = new CatchAll.None() };
            edit.Writer.UpdateDomain(after);
            edit.Record("domain.change", AuditJson.Subject(domain), AuditJson.Of(domain), AuditJson.Of(after));
            edit.TouchEverything();
        }

        edit.Writer.RemoveAccount(id);
        edit.Record("account.remove", account.Address, AuditJson.Of(account), null);
        edit.Touch(account);
        return account;
    }

    /// <summary>The account, when the actor may change it.</summary>
    public static DirectoryRefusal? Find(EditContext edit, AccountId id, bool forOwner, out Account account)
    {
        account = edit.Writer.GetAccount(id)!;
        if (account is null)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.UnknownAccount, id.Value.ToString(CultureInfo.InvariantCulture));
        }

        var permission = Permission.Of(edit.Writer, edit.Actor);
        return permission.Covers(account) || (forOwner && permission.Owns(account)) ? null : DomainEdits.NotPermitted(edit, account.Address);
    }

    private static DirectoryRefusal? CheckNew(EditContext edit, Account account, Domain domain)
    {
        if (!Permission.Of(edit.Writer, edit.Actor).Covers(domain.Id))
        {
            return DomainEdits.NotPermitted(edit, account.Address);
        }

        // An imported host may have an alias that hides an account of the same name; both are kept.
        var taken = edit.Writer.FindEntry(account.Address);
        if (edit.Actor.IsImport ? taken.Account is not null : !taken.IsEmpty)
        {
            return NameCheck.Taken(account.Address, taken);
        }

        return NameCheck.Person(account.Name, account.Address) ?? NameCheck.Language(account.Language) ?? LimitCheck.Accounts(edit, domain)
            ?? LimitCheck.Quota(edit, domain, (0, 0), (account.QuotaBytes, account.QuotaMessages)) ?? QuotaOfNew(edit, account, domain);
    }

    private static DirectoryRefusal? QuotaOfNew(EditContext edit, Account account, Domain domain) =>
        !edit.Actor.IsImport && ((domain.Limits.QuotaBytes is not null && account.QuotaBytes == 0)
            || (domain.Limits.QuotaMessages is not null && account.QuotaMessages == 0))
            ? new DirectoryRefusal(
                DirectoryRefusalReason.QuotaRequired,
                AuditJson.Subject(domain),
                (domain.Limits.QuotaBytes ?? domain.Limits.QuotaMessages ?? 0).ToString(CultureInfo.InvariantCulture))
            : null;

    private static DirectoryRefusal? SetForward(EditContext edit, Domain domain, ref Account account, Forward? forward)
    {
        if (forward is null)
        {
            return null;
        }

        var refusal = TargetCheck.Read(edit, account.Address, forward.Targets, out var targets)
            ?? (account.Forward is null ? LimitCheck.Forwards(edit, domain) : null);
        account = account with { Forward = new Forward(targets, forward.KeepCopy) };
        return refusal;
    }

    private static DirectoryChange<Account> Write(EditContext edit, string action, Account before, Account after)
    {
        edit.Writer.UpdateAccount(after);
        edit.Record(action, after.Address, AuditJson.Of(before), AuditJson.Of(after));
        edit.Touch(after);
        return after;
    }
}
