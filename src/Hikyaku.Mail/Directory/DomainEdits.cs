using System.Globalization;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Directory;

/// <summary>Changes of domains; only a server administrator makes them, but for the catch-all.</summary>
internal static class DomainEdits
{
    private const int PageSize = 500;

    public static DirectoryChange<Domain> Add(EditContext edit, NewDomain wanted)
    {
        if ((Free(edit, wanted.Name, out var name) ?? NameCheck.Separator(wanted.SubAddressSeparator)) is { } refusal)
        {
            return refusal;
        }

        var domain = edit.Writer.AddDomain(new Domain
        {
            Name = name,
            Limits = wanted.Limits,
            DisabledServices = wanted.DisabledServices,
            SubAddressSeparator = wanted.SubAddressSeparator is "" ? null : wanted.SubAddressSeparator,
            ReplaceHashes = wanted.ReplaceHashes,
            IsActive = wanted.IsActive,
            IsLive = wanted.IsLive,
        });
        edit.Record("domain.add", AuditJson.Subject(domain), null, AuditJson.Of(domain));
        edit.TouchEverything();
        return domain;
    }

    public static DirectoryChange<Domain> Change(EditContext edit, DomainId id, DomainChange change)
    {
        if (edit.Writer.GetDomain(id) is not { } before)
        {
            return Unknown(id);
        }

        var permission = Permission.Of(edit.Writer, edit.Actor);
        if (!permission.IsServerAdministrator && !(permission.Covers(id) && change.IsForDomainAdministrator))
        {
            return NotPermitted(edit, AuditJson.Subject(before));
        }

        var catchAll = change.CatchAll ?? before.CatchAll;
        if ((NameCheck.Separator(change.SubAddressSeparator) ?? CheckCatchAll(edit, before, ref catchAll)) is { } refusal)
        {
            return refusal;
        }

        var after = before with
        {
            CatchAll = catchAll,
            Limits = change.Limits ?? before.Limits,
            DisabledServices = change.DisabledServices ?? before.DisabledServices,
            ReplaceHashes = change.ReplaceHashes ?? before.ReplaceHashes,
            SubAddressSeparator = change.SubAddressSeparator is { } separators ? (separators.Length == 0 ? null : separators) : before.SubAddressSeparator,
            IsActive = change.IsActive ?? before.IsActive,
            IsLive = change.IsLive ?? before.IsLive,
        };
        edit.Writer.UpdateDomain(after);
        return Changed(edit, "domain.change", before, after);
    }

    public static DirectoryChange<IReadOnlyList<AccountId>> Remove(EditContext edit, DomainId id, bool withAccounts)
    {
        if (edit.Writer.GetDomain(id) is not { } domain)
        {
            return Unknown(id);
        }

        var accounts = Accounts(edit.Writer, id);
        if (ServerOnly(edit, domain.Name) is { } refusal)
        {
            return refusal;
        }

        if (accounts.Count > 0 && !withAccounts)
        {
            return new DirectoryRefusal(
                DirectoryRefusalReason.DomainNotEmpty, AuditJson.Subject(domain), accounts.Count.ToString(CultureInfo.InvariantCulture));
        }

        if (accounts.Find(account => account.IsAdministrator) is { } last && !GrantEdits.HasOtherAdministrator(edit.Writer, account => account.DomainId == id))
        {
            return new DirectoryRefusal(DirectoryRefusalReason.LastAdministrator, last.Address);
        }

        edit.Writer.RemoveDomain(id);
        foreach (var account in accounts)
        {
            edit.Record("account.remove", account.Address, AuditJson.Of(account), null);
        }

        edit.Record("domain.remove", AuditJson.Subject(domain), AuditJson.Of(domain), null);
        edit.TouchEverything();
        return new DirectoryChange<IReadOnlyList<AccountId>>.Done([.. accounts.Select(account => account.Id)]);
    }

    public static DirectoryChange<Domain> AddAlias(EditContext edit, DomainId id, string text)
    {
        if (edit.Writer.GetDomain(id) is not { } before)
        {
            return Unknown(id);
        }

        if (Free(edit, text, out var name) is { } refusal)
        {
            return refusal;
        }

        edit.Writer.AddAliasDomain(id, name);
        return Changed(edit, "domain.alias.add", before, edit.Writer.GetDomain(id)!);
    }

    public static DirectoryChange<Domain> RemoveAlias(EditContext edit, string text)
    {
        if ((NameCheck.Domain(text, out var name) ?? ServerOnly(edit, text)) is { } refusal)
        {
            return refusal;
        }

        if (edit.Writer.FindDomain(name) is not { } before || before.Name == name)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, text);
        }

        edit.Writer.RemoveAliasDomain(name);
        return Changed(edit, "domain.alias.remove", before, edit.Writer.GetDomain(before.Id)!);
    }

    public static DirectoryRefusal NotPermitted(EditContext edit, string subject) =>
        new(DirectoryRefusalReason.NotPermitted, edit.Actor.Name, subject);

    public static DirectoryRefusal Unknown(DomainId id) =>
        new(DirectoryRefusalReason.UnknownDomain, id.Value.ToString(CultureInfo.InvariantCulture));

    private static DirectoryRefusal? ServerOnly(EditContext edit, string subject) =>
        Permission.Of(edit.Writer, edit.Actor).IsServerAdministrator ? null : NotPermitted(edit, subject);

    private static DirectoryRefusal? Free(EditContext edit, string text, out string name)
    {
        if ((NameCheck.Domain(text, out name) ?? ServerOnly(edit, text)) is { } refusal)
        {
            return refusal;
        }

        return edit.Writer.FindDomain(name) is { } taken
            ? new DirectoryRefusal(DirectoryRefusalReason.DuplicateDomain, DomainName.ToUnicode(name), AuditJson.Subject(taken))
            : null;
    }

    private static DirectoryRefusal? CheckCatchAll(EditContext edit, Domain domain, ref CatchAll catchAll)
    {
        if (catchAll is CatchAll.ToAccount toAccount)
        {
            return edit.Writer.GetAccount(toAccount.Account) is null
                ? new DirectoryRefusal(DirectoryRefusalReason.UnknownAccount, toAccount.Account.Value.ToString(CultureInfo.InvariantCulture))
                : null;
        }

        if (catchAll is not CatchAll.ToAddress { Target: var target })
        {
            return null;
        }

        if (!target.StartsWith("*@", StringComparison.Ordinal))
        {
            var refusal = TargetCheck.Read(edit, "", [target], out var read);
            catchAll = refusal is null ? new CatchAll.ToAddress(read[0]) : catchAll;
            return refusal;
        }

        if (NameCheck.Domain(target[2..], out var name) is { } bad)
        {
            return bad;
        }

        catchAll = new CatchAll.ToAddress("*@" + name);
        return edit.Writer.FindDomain(name)?.Id == domain.Id ? new DirectoryRefusal(DirectoryRefusalReason.AliasLoop, target, AuditJson.Subject(domain)) : null;
    }

    private static DirectoryChange<Domain> Changed(EditContext edit, string action, Domain before, Domain after)
    {
        edit.Record(action, AuditJson.Subject(after), AuditJson.Of(before), AuditJson.Of(after));
        edit.TouchEverything();
        return after;
    }

    private static List<Account> Accounts(IDirectoryReader reader, DomainId id)
    {
        var found = new List<Account>();
        while (reader.Accounts(id, found.Count == 0 ? "" : found[^1].Address, PageSize) is { Count: > 0 } page)
        {
            found.AddRange(page);
        }

        return found;
    }
}
