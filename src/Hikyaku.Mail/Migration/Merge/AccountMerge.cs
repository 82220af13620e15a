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
            var (made, said) = await Make(wanted, source, cancellation);
            if (made is not null)
            {
                target.Report.Add(ReportOutcome.Taken, plan.Address, "AccountTaken", AccountWords.All(wanted with { Forward = made.Forward }, plan.IsAdministrator).Concat(plan.Notes));
                await Grant(made, plan.IsAdministrator, cancellation);
                target.Values.Put(key, said, AccountFields.Of(made, plan.IsAdministrator));
            }
        }
    }

    // An account whose forward is refused still takes its mail; the next import tries the forward again.
    private async Task<(Account? Made, IReadOnlyDictionary<string, string> Said)> Make(
        NewAccount wanted, Dictionary<string, string> source, CancellationToken cancellation)
    {
        if (wanted.Forward is not null)
        {
            var made = await target.Editor.AddAccount(wanted, ImportTarget.Actor, cancellation);
            if (made is DirectoryChange<Account>.Done done)
            {
                return (done.Value, source);
            }

            if (made is DirectoryChange<Account>.Refused { Refusal: { IsOfTargets: true } refusal })
            {
                TellForward(wanted.Address, refusal);
                (wanted, source) = (wanted with { Forward = null }, Without(source, null));
            }
        }

        return (await target.Apply(wanted.Address, () => target.Editor.AddAccount(wanted, ImportTarget.Actor, cancellation), "AccountRefused"), source);
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

        var taken = merge.Taken.ToHashSet(StringComparer.Ordinal);
        if (await Record(known, wanted.Account, taken, cancellation) is not { } account)
        {
            return;
        }

        if (taken.Contains(AccountFields.Administrator))
        {
            await Grant(account, wanted.IsAdministrator, cancellation);
            isAdministrator = wanted.IsAdministrator;
        }

        if (taken.Count > 0)
        {
            target.Report.Add(ReportOutcome.Changed, known.Address, "AccountChanged", AccountWords.Of(wanted.Account, wanted.IsAdministrator, taken));
        }

        var said = taken.Count == merge.Taken.Count ? source : Without(source, target.Values.Source(key, AccountFields.Forward));
        merge.Note(target.Values, key, said, AccountFields.Of(account, isAdministrator));
    }

    // Sets the fields of the account's record; a forward that is refused is no longer among them.
    private async Task<Account?> Record(Account known, NewAccount wanted, HashSet<string> taken, CancellationToken cancellation)
    {
        var account = known;
        if (AccountFields.Change(known, wanted, taken) is { } change)
        {
            var changed = await target.Editor.ChangeAccount(known.Id, change, ImportTarget.Actor, cancellation);
            if (changed is DirectoryChange<Account>.Refused { Refusal: { IsOfTargets: true } refusal })
            {
                TellForward(known.Address, refusal);
                taken.Remove(AccountFields.Forward);
                return await Record(known, wanted, taken, cancellation);
            }

            account = await target.Apply(known.Address, () => ValueTask.FromResult(changed));
        }

        return account is null || !taken.Contains(AccountFields.Password) ? account : await target.Apply(
            known.Address, () => target.Editor.SetPasswordHash(known.Id, wanted.PasswordHash, ImportTarget.Actor, cancellation));
    }

    private void TellForward(string address, DirectoryRefusal refusal) =>
        target.Report.Add(new ReportItem(ReportOutcome.LeftOut, address, "ForwardRefused") { Refusal = refusal });

    private static Dictionary<string, string> Without(Dictionary<string, string> source, string? before)
    {
        var rest = source.Where(field => field.Key != AccountFields.Forward).ToDictionary(StringComparer.Ordinal);
        if (before is not null)
        {
            rest[AccountFields.Forward] = before;
        }

        return rest;
    }

    private async Task<bool> IsAdministrator(Account account, CancellationToken cancellation) =>
        (await target.Directory.Read(reader => reader.Grants(account.Id), cancellation)).Any(grant => grant.Domain == account.DomainId);

    private async Task Grant(Account account, bool isWanted, CancellationToken cancellation)
    {
        if (await IsAdministrator(account, cancellation) == isWanted)
        {
            return;
        }

        await target.Apply(account.Address, () => isWanted
            ? target.Editor.Grant(account.Id, account.DomainId, ImportTarget.Actor, cancellation)
            : target.Editor.Revoke(account.Id, account.DomainId, ImportTarget.Actor, cancellation));
    }
}
