using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Merge;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>Applies a plan to the directory: what changed at the source since the last import, field by field; what was set here stays.</summary>
internal sealed class DirectoryImport(ImportTarget target, ImportProgress progress)
{
    private readonly DomainMerge _domains = new(target);
    private readonly AccountMerge _accounts = new(target);
    private readonly AliasMerge _aliases = new(target);
    private readonly ReplyMerge _replies = new(target);
    private readonly ListMerge _lists = new(target);

    /// <summary>Applies all of it.</summary>
    public async Task Apply(ImportPlan plan, ImportSource source, Func<PlannedAccount, NamespaceStyle> style, CancellationToken cancellation)
    {
        progress.ExpectEntries(plan.Domains.Sum(domain => domain.Accounts.Count + domain.Aliases.Count + domain.Autoresponders.Count + domain.Lists.Count));
        foreach (var domain in plan.Domains)
        {
            await _domains.Merge(domain, cancellation);
            foreach (var account in domain.Accounts)
            {
                await _accounts.Merge(account, style(account), cancellation);
                progress.EntriesDone(1);
            }
        }

        foreach (var domain in plan.Domains)
        {
            await Rest(domain, cancellation);
        }

        await new GoneItems(target, source).Tell(cancellation);
    }

    // What names accounts.
    private async Task Rest(PlannedDomain plan, CancellationToken cancellation)
    {
        foreach (var name in plan.AliasDomains)
        {
            await _domains.MergeName(plan, name, cancellation);
        }

        var replies = plan.Autoresponders.Count;
        foreach (var alias in plan.Aliases)
        {
            progress.EntriesDone(1);
            if (await _aliases.Merge(alias, cancellation))
            {
                await Defer(plan, alias.Address, cancellation);
            }
        }

        foreach (var list in plan.Lists)
        {
            progress.EntriesDone(1);
            if (await _lists.Merge(plan, list, cancellation))
            {
                await Defer(plan, list.Address, cancellation);
            }
        }

        await _replies.Merge(plan, cancellation);
        progress.EntriesDone(replies);

        if (plan.IsWhole)
        {
            await _domains.MergeCatchAll(plan, cancellation);
        }
    }

    // Mail for a refused address meant somebody: it waits rather than go to the catch-all.
    private async Task Defer(PlannedDomain plan, string address, CancellationToken cancellation)
    {
        if (await target.Directory.Read(reader => reader.FindEntry(address) is { Account: null, Alias: null, List: null }, cancellation)
            && !plan.Autoresponders.Exists(reply => reply.Address == address))
        {
            plan.Autoresponders.Add(PlannedAutoresponder.Deferred(address));
        }
    }
}
