using System.Globalization;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.State;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>
/// Applies a plan to the directory. What the source said last time and still says is left as it is here; a dry run tells the same lines and changes nothing.
/// </summary>
internal sealed class DirectoryImport(
    Directory.Directory directory, DirectoryEditor editor, SeenFacts seen, MigrationReport report, bool dryRun)
{
    private static readonly Actor Actor = new(Directory.Actor.ImportKind, "vpopmail", null);

    /// <summary>Makes or changes a domain and all accounts of it.</summary>
    public async Task Accounts(PlannedDomain plan, Func<PlannedAccount, NamespaceStyle> style, CancellationToken cancellation)
    {
        await Domain(plan, cancellation);
        foreach (var account in plan.Accounts)
        {
            await Account(plan, account, style(account), cancellation);
        }
    }

    /// <summary>Then what names accounts: alias domains, catch-all, aliases, replies, lists.</summary>
    public async Task Rest(PlannedDomain plan, CancellationToken cancellation)
    {
        foreach (var name in plan.AliasDomains)
        {
            await AliasDomain(plan, name, cancellation);
        }

        foreach (var alias in plan.Aliases)
        {
            await Alias(alias, cancellation);
        }

        foreach (var reply in plan.Autoresponders)
        {
            await Autoresponder(plan, reply, cancellation);
        }

        foreach (var list in plan.Lists)
        {
            await List(plan, list, cancellation);
        }

        if (plan.IsWhole)
        {
            await CatchAll(plan, cancellation);
        }
    }

    private async Task Domain(PlannedDomain plan, CancellationToken cancellation)
    {
        var known = await directory.FindDomain(plan.Name, cancellation);
        if (known is null)
        {
            // vpopmail knows no sub-addresses: '+' is a letter there.
            await Apply(ReportOutcome.Taken, plan.Name, "DomainTaken", "domain " + plan.Name, DomainDigest(plan), () => editor.AddDomain(
                new NewDomain(plan.Name) { Limits = plan.Limits, DisabledServices = plan.DisabledServices, SubAddressSeparator = null }, Actor, cancellation));
        }
        else if (plan.IsWhole && (known.Limits != plan.Limits || known.DisabledServices != plan.DisabledServices))
        {
            await Apply(ReportOutcome.Changed, plan.Name, "DomainChanged", "domain " + plan.Name, DomainDigest(plan), () => editor.ChangeDomain(
                known.Id, new DomainChange { Limits = plan.Limits, DisabledServices = plan.DisabledServices }, Actor, cancellation));
        }
        else if (plan.IsWhole)
        {
            Note("domain " + plan.Name, DomainDigest(plan));
        }
    }

    private async Task Account(PlannedDomain domain, PlannedAccount plan, NamespaceStyle style, CancellationToken cancellation)
    {
        var wanted = plan.Account with { Namespace = style };
        var key = "account " + plan.Address;
        var digest = Digest(wanted, plan.IsAdministrator);
        var known = await directory.FindAccount(plan.Address, cancellation);
        if (known is null)
        {
            if (!await Apply(ReportOutcome.Taken, plan.Address, "AccountTaken", key, digest, () => editor.AddAccount(wanted, Actor, cancellation)))
            {
                return;
            }
        }
        else if (IsDifferent(known, wanted))
        {
            await Change(known, wanted, key, digest, cancellation);
        }
        else
        {
            Note(key, digest);
        }

        if (plan.IsAdministrator && !dryRun)
        {
            await Grant(domain, plan, cancellation);
        }
    }

    private async Task Change(Account known, NewAccount wanted, string key, string digest, CancellationToken cancellation)
    {
        var change = new AccountChange
        {
            Name = wanted.Name,
            QuotaBytes = wanted.QuotaBytes,
            QuotaMessages = wanted.QuotaMessages,
            Services = wanted.Services,
            State = wanted.State,
            MayChangePassword = wanted.MayChangePassword,
            Forward = wanted.Forward,
            RemoveForward = wanted.Forward is null,
            Namespace = wanted.Namespace,
        };
        var changed = await Apply(ReportOutcome.Changed, known.Address, "AccountChanged", key, digest, () => editor.ChangeAccount(known.Id, change, Actor, cancellation));
        if (changed && !dryRun && known.PasswordHash != wanted.PasswordHash)
        {
            await editor.SetPasswordHash(known.Id, wanted.PasswordHash, Actor, cancellation);
        }
    }

    private async Task Grant(PlannedDomain domain, PlannedAccount plan, CancellationToken cancellation)
    {
        if (await directory.FindAccount(plan.Address, cancellation) is not { } account || await directory.FindDomain(domain.Name, cancellation) is not { } real
            || (await directory.Read(reader => reader.Grants(account.Id), cancellation)).Any(grant => grant.Domain == real.Id))
        {
            return;
        }

        await Apply(ReportOutcome.Taken, plan.Address, "AdministratorTaken", "grant " + plan.Address, "granted", () => editor.Grant(account.Id, real.Id, Actor, cancellation));
    }

    private async Task AliasDomain(PlannedDomain plan, string name, CancellationToken cancellation)
    {
        if (await directory.FindDomain(name, cancellation) is { } known)
        {
            if (known.Name != plan.Name)
            {
                report.Add(ReportOutcome.LeftOut, name, "AliasDomainTaken", known.Name);
            }

            return;
        }

        await Apply(ReportOutcome.Taken, name, "AliasDomainMade", "aliasdomain " + name, plan.Name, async () =>
            await directory.FindDomain(plan.Name, cancellation) is { } real
                ? await editor.AddAliasDomain(real.Id, name, Actor, cancellation)
                : new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, plan.Name), plan.Name);
    }

    private async Task Alias(PlannedAlias plan, CancellationToken cancellation)
    {
        var key = "alias " + plan.Address;
        var digest = SeenFacts.Digest(plan.Targets);
        var known = (await directory.Read(reader => reader.FindEntry(plan.Address), cancellation)).Alias;
        var targets = plan.Targets.Length == 0 ? "-" : string.Join(", ", plan.Targets);
        if (known is null)
        {
            await Apply(ReportOutcome.Taken, plan.Address, "AliasTaken", key, digest, () => editor.AddAlias(plan.Address, plan.Targets, Actor, cancellation), targets);
        }
        else if (!known.Targets.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(plan.Targets))
        {
            await Apply(
                ReportOutcome.Changed, plan.Address, "AliasChanged", key, digest, () => editor.ChangeAlias(plan.Address, plan.Targets, Actor, cancellation), targets);
        }
        else
        {
            Note(key, digest);
        }
    }

    private async Task Autoresponder(PlannedDomain plan, PlannedAutoresponder reply, CancellationToken cancellation)
    {
        var digest = SeenFacts.Digest(reply.Period, reply.MaxReplies, reply.QuotesOriginal, Convert.ToBase64String(reply.Message.Span));
        await Apply(ReportOutcome.Taken, reply.Address, "AutoresponderTaken", "autoresponder " + reply.Address, digest, async () =>
            await directory.FindDomain(plan.Name, cancellation) is { } domain
                ? await editor.SaveAutoresponder(
                    new Filtering.Autoresponder
                    {
                        DomainId = domain.Id,
                        Address = reply.Address,
                        Period = reply.Period,
                        MaxReplies = reply.MaxReplies,
                        QuotesOriginal = reply.QuotesOriginal,
                        Message = reply.Message,
                        IsActive = !reply.Message.IsEmpty,
                    },
                    Actor, cancellation)
                : new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, plan.Name));
    }

    private async Task List(PlannedDomain plan, PlannedList list, CancellationToken cancellation)
    {
        var digest = SeenFacts.Digest(
            [list.Owner, list.Options, .. list.Members.Select(member => $"{member.Role} {member.Address}"), .. list.Texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => $"{text.Key} {text.Value}")]);
        await Apply(ReportOutcome.Taken, list.Address, "ListTaken", "list " + list.Address, digest, async () =>
            await directory.FindDomain(plan.Name, cancellation) is { } domain
                ? await editor.SaveMailingList(
                    new Lists.MailingList { DomainId = domain.Id, Address = list.Address, Owner = list.Owner, Options = list.Options, Texts = list.Texts },
                    list.Members, Actor, cancellation)
                : new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, plan.Name), list.Members.Length.ToString(CultureInfo.InvariantCulture));
    }

    private async Task CatchAll(PlannedDomain plan, CancellationToken cancellation)
    {
        var digest = SeenFacts.Digest(plan.CatchAll, plan.CatchAllAccount);
        if (plan.CatchAll is VdelivermailDefault.Bounce or VdelivermailDefault.Unknown && !seen.IsKnown("catchall " + plan.Name))
        {
            Note("catchall " + plan.Name, digest);
            return;
        }

        await Apply(ReportOutcome.Taken, plan.Name, "CatchAllTaken", "catchall " + plan.Name, digest, async () =>
        {
            if (await directory.FindDomain(plan.Name, cancellation) is not { } domain)
            {
                return new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, plan.Name);
            }

            var account = plan.CatchAllAccount is { } address ? await directory.FindAccount(address, cancellation) : null;
            CatchAll catchAll = plan.CatchAll switch
            {
                VdelivermailDefault.Delete => new CatchAll.Discard(),
                VdelivermailDefault.ToAddress(var target) => new CatchAll.ToAddress(target),
                VdelivermailDefault.ToDirectory when account is not null => new CatchAll.ToAccount(account.Id),
                _ => new CatchAll.None(),
            };
            return await editor.ChangeDomain(domain.Id, new DomainChange { CatchAll = catchAll }, Actor, cancellation);
        }, plan.CatchAllAccount ?? plan.CatchAll.ToString());
    }

    private async Task<bool> Apply<T>(
        ReportOutcome outcome, string subject, string code, string key, string digest, Func<ValueTask<DirectoryChange<T>>> change, params string[] arguments)
    {
        if (seen.IsSame(key, digest))
        {
            // It was taken once; what differs now was changed or removed here.
            return false;
        }

        if (!dryRun && await change() is DirectoryChange<T>.Refused refused)
        {
            report.Add(ReportOutcome.LeftOut, subject, "Refused", refused.Refusal.ToString());
            return false;
        }

        report.Add(outcome, subject, code, arguments);
        Note(key, digest);
        return true;
    }

    private void Note(string key, string digest)
    {
        if (!dryRun)
        {
            seen.Put(key, digest);
        }
    }

    private static bool IsDifferent(Account known, NewAccount wanted) =>
        known.PasswordHash != wanted.PasswordHash || known.Name != wanted.Name || known.QuotaBytes != wanted.QuotaBytes
        || known.QuotaMessages != wanted.QuotaMessages || known.Services != wanted.Services || known.State != wanted.State
        || known.MayChangePassword != wanted.MayChangePassword || known.Namespace != wanted.Namespace || !IsSame(known.Forward, wanted.Forward);

    private static bool IsSame(Forward? known, Forward? wanted) => known is null || wanted is null
        ? known is null && wanted is null
        : known.KeepCopy == wanted.KeepCopy && known.Targets.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(wanted.Targets);

    private static string DomainDigest(PlannedDomain plan) => SeenFacts.Digest(plan.Limits, plan.DisabledServices);

    private static string Digest(NewAccount account, bool isAdministrator) => SeenFacts.Digest(
        account.PasswordHash, account.Name, account.QuotaBytes, account.QuotaMessages, account.Services, account.State, account.MayChangePassword,
        account.Namespace, account.Forward?.KeepCopy, account.Forward is { } forward ? string.Join(',', forward.Targets) : null, isAdministrator);
}
