using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>Makes domains with their limits, other names and catch-all, or brings what changed at the source.</summary>
internal sealed class DomainMerge(ImportTarget target)
{
    private const string CatchAllField = "catchAll";

    /// <summary>The domain itself.</summary>
    public async Task Merge(PlannedDomain plan, CancellationToken cancellation)
    {
        var key = "domain " + plan.Name;
        var source = DomainFields.Of(plan.Limits, plan.DisabledServices);
        target.Values.Meet(key);
        if (await target.Directory.FindDomain(plan.Name, cancellation) is { } known)
        {
            if (plan.IsWhole)
            {
                await Change(plan, known, key, source, cancellation);
            }
        }
        else if (!target.IsRemovedHere(key, plan.Name, source))
        {
            // vpopmail knows no sub-addresses: '+' is a letter there.
            var made = await target.Apply(plan.Name, () => target.Editor.AddDomain(
                new NewDomain(plan.Name) { Limits = plan.Limits, DisabledServices = plan.DisabledServices, SubAddressSeparator = null },
                ImportTarget.Actor, cancellation));
            if (made is not null)
            {
                target.Report.Add(ReportOutcome.Taken, plan.Name, "DomainTaken", DomainWords.All(plan));
                target.Values.Put(key, source, source);
            }
        }
    }

    /// <summary>Another name of a domain.</summary>
    public async Task MergeName(PlannedDomain plan, string name, CancellationToken cancellation)
    {
        var key = "aliasdomain " + name;
        var source = new Dictionary<string, string>(StringComparer.Ordinal) { ["of"] = plan.Name };
        target.Values.Meet(key);
        if (await target.Directory.FindDomain(name, cancellation) is { } known)
        {
            if (known.Name != plan.Name)
            {
                target.Report.Add(ReportOutcome.LeftOut, name, "AliasDomainTaken", known.Name);
            }
        }
        else if (target.IsRemovedHere(key, name, source) || await target.Apply(name, () => AddName(plan, name, cancellation)) is null)
        {
            return;
        }
        else
        {
            target.Report.Add(ReportOutcome.Taken, name, "AliasDomainMade", plan.Name);
        }

        target.Values.Put(key, source, source);
    }

    /// <summary>Where mail for unknown addresses goes; what cannot be mapped leaves what is here.</summary>
    public async Task MergeCatchAll(PlannedDomain plan, CancellationToken cancellation)
    {
        if (plan.CatchAll is VdelivermailDefault.Unknown || (plan.CatchAll is VdelivermailDefault.ToDirectory && plan.CatchAllAccount is null))
        {
            return;
        }

        var key = "catchall " + plan.Name;
        target.Values.Meet(key);
        var domain = await target.Directory.FindDomain(plan.Name, cancellation);
        var source = Field(plan.CatchAllAccount is { } home ? "account " + home : plan.CatchAll.ToString());
        var here = await Here(domain, cancellation);
        var merge = FieldMerge.Of(target.Values, key, source, here, Field(new VdelivermailDefault.Bounce().ToString()));
        if (merge.Kept.Count > 0)
        {
            target.Report.Add(ReportOutcome.Warning, plan.Name, "Kept", [DomainWords.CatchAll(plan)]);
        }

        if (merge.Taken.Count > 0)
        {
            if (await target.Apply(plan.Name, () => SetCatchAll(plan, domain, cancellation), "CatchAllRefused") is not { } changed)
            {
                return;
            }

            target.Report.Add(target.Values.IsKnown(key) ? ReportOutcome.Changed : ReportOutcome.Taken, plan.Name, "CatchAllTaken", [DomainWords.CatchAll(plan)]);
            here = await Here(changed, cancellation);
        }

        merge.Note(target.Values, key, source, here);
    }

    private async Task Change(PlannedDomain plan, Domain known, string key, Dictionary<string, string> source, CancellationToken cancellation)
    {
        var here = DomainFields.Of(known.Limits, known.DisabledServices);
        var merge = FieldMerge.Of(target.Values, key, source, here, DomainFields.Initial);
        if (merge.Kept.Count > 0)
        {
            target.Report.Add(ReportOutcome.Warning, plan.Name, "Kept", DomainWords.Of(plan, merge.Kept));
        }

        if (merge.Taken.Count > 0)
        {
            var change = new DomainChange
            {
                Limits = DomainFields.Apply(known.Limits, plan.Limits, merge.Taken),
                DisabledServices = AccountFields.Apply(known.DisabledServices, plan.DisabledServices, DomainFields.Disabled, merge.Taken),
            };
            if (await target.Apply(plan.Name, () => target.Editor.ChangeDomain(known.Id, change, ImportTarget.Actor, cancellation)) is null)
            {
                return;
            }

            target.Report.Add(ReportOutcome.Changed, plan.Name, "DomainChanged", DomainWords.Of(plan, merge.Taken));
            here = DomainFields.Of(change.Limits, change.DisabledServices.Value);
        }

        merge.Note(target.Values, key, source, here);
    }

    private async ValueTask<DirectoryChange<Domain>> AddName(PlannedDomain plan, string name, CancellationToken cancellation) =>
        await target.Directory.FindDomain(plan.Name, cancellation) is { } real
            ? await target.Editor.AddAliasDomain(real.Id, name, ImportTarget.Actor, cancellation)
            : new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, plan.Name);

    private async ValueTask<DirectoryChange<Domain>> SetCatchAll(PlannedDomain plan, Domain? domain, CancellationToken cancellation)
    {
        if (domain is null)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, plan.Name);
        }

        var account = plan.CatchAllAccount is { } address ? await target.Directory.FindAccount(address, cancellation) : null;
        CatchAll catchAll = plan.CatchAll switch
        {
            VdelivermailDefault.Delete => new CatchAll.Discard(),
            VdelivermailDefault.ToAddress(var to) => new CatchAll.ToAddress(to),
            VdelivermailDefault.ToDirectory when account is not null => new CatchAll.ToAccount(account.Id),
            _ => new CatchAll.None(),
        };
        return await target.Editor.ChangeDomain(domain.Id, new DomainChange { CatchAll = catchAll }, ImportTarget.Actor, cancellation);
    }

    private async Task<Dictionary<string, string>> Here(Domain? domain, CancellationToken cancellation) => Field(domain?.CatchAll switch
    {
        CatchAll.Discard => new VdelivermailDefault.Delete().ToString(),
        CatchAll.ToAddress(var to) => new VdelivermailDefault.ToAddress(to).ToString(),
        CatchAll.ToAccount(var id) => "account " + (await target.Directory.GetAccount(id, cancellation))?.Address,
        _ => new VdelivermailDefault.Bounce().ToString(),
    });

    private static Dictionary<string, string> Field(string value) => new(StringComparer.Ordinal) { [CatchAllField] = value };
}
