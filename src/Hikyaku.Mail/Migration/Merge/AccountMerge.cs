using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>Makes the accounts of a domain, or brings what changed at the source.</summary>
internal sealed class AccountMerge(ImportTarget target)
{
    public async Task Merge(PlannedAccount plan, NamespaceStyle style, CancellationToken cancellation)
    {
        var wanted = plan.Account with { Namespace = style };
        var (key, source) = ("account " + plan.Address, AccountFields.Of(wanted, plan.IsAdministrator));
        target.Values.Meet(key);
        if (await target.Directory.FindAccount(plan.Address, cancellation) is { } known)
        {
            await Change(known, (wanted, plan.IsAdministrator), key, cancellation);
        }
        else if (!target.IsRemovedHere(key, plan.Address, source))
        {
            var made = await target.Apply(plan.Address, () => target.Editor.AddAccount(wanted, ImportTarget.Actor, cancellation));
            if (made.IsDone)
            {
                target.Report.Add(ReportOutcome.Taken, plan.Address, "AccountTaken", AccountWords.All(wanted, plan.IsAdministrator).Concat(plan.Notes));
                await Grant(made.Value, plan.IsAdministrator, cancellation);
                target.Values.Put(key, source, made.Value is { } account ? AccountFields.Of(account, plan.IsAdministrator) : source);
            }
        }
    }

    private async Task Change(Account known, (NewAccount Account, bool IsAdministrator) wanted, string key, CancellationToken cancellation)
    {
        var source = AccountFields.Of(wanted.Account, wanted.IsAdministrator);
        var isAdministrator = await IsAdministrator(known, cancellation);
        var merge = FieldMerge.Of(target.Values, key, source, AccountFields.Of(known, isAdministrator), AccountFields.Initial);
        if (merge.Kept.Count > 0)
        {
            target.Report.Add(ReportOutcome.Warning, known.Address, "Kept", AccountWords.Of(wanted.Account, wanted.IsAdministrator, merge.Kept));
        }

        var (isDone, account) = (true, known);
        if (AccountFields.Change(known, wanted.Account, merge.Taken) is { } change)
        {
            var applied = await target.Apply(known.Address, () => target.Editor.ChangeAccount(known.Id, change, ImportTarget.Actor, cancellation));
            (isDone, account) = (applied.IsDone, applied.Value ?? account);
        }

        if (isDone && merge.Taken.Contains(AccountFields.Password))
        {
            var applied = await target.Apply(
                known.Address, () => target.Editor.SetPasswordHash(known.Id, wanted.Account.PasswordHash, ImportTarget.Actor, cancellation));
            (isDone, account) = (applied.IsDone, applied.Value ?? account);
        }

        if (isDone && merge.Taken.Contains(AccountFields.Administrator))
        {
            await Grant(account, wanted.IsAdministrator, cancellation);
            isAdministrator = wanted.IsAdministrator;
        }

        if (isDone)
        {
            if (merge.Taken.Count > 0)
            {
                target.Report.Add(ReportOutcome.Changed, known.Address, "AccountChanged", AccountWords.Of(wanted.Account, wanted.IsAdministrator, merge.Taken));
            }

            merge.Note(target.Values, key, source, AccountFields.Of(account, isAdministrator));
        }
    }

    private async Task<bool> IsAdministrator(Account account, CancellationToken cancellation) =>
        (await target.Directory.Read(reader => reader.Grants(account.Id), cancellation)).Any(grant => grant.Domain == account.DomainId);

    private async Task Grant(Account? account, bool isWanted, CancellationToken cancellation)
    {
        if (account is null || await IsAdministrator(account, cancellation) == isWanted)
        {
            return;
        }

        await target.Apply(account.Address, () => isWanted
            ? target.Editor.Grant(account.Id, account.DomainId, ImportTarget.Actor, cancellation)
            : target.Editor.Revoke(account.Id, account.DomainId, ImportTarget.Actor, cancellation));
    }
}
