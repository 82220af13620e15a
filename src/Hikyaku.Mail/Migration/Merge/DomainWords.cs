using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>What a domain is, for a report.</summary>
internal static class DomainWords
{
    /// <summary>All that is worth telling of a new domain.</summary>
    public static IEnumerable<ReportDetail> All(PlannedDomain plan) => Of(
        plan,
        DomainFields.Of(plan.Limits, plan.DisabledServices).Where(field => field.Value != DomainFields.Initial[field.Key]).Select(field => field.Key)
            .ToHashSet(StringComparer.Ordinal));

    /// <summary>Some fields as they are at the source.</summary>
    public static IEnumerable<ReportDetail> Of(PlannedDomain plan, IReadOnlySet<string> fields)
    {
        foreach (var (field, value) in DomainFields.Limits(plan.Limits).Where(limit => fields.Contains(limit.Field)))
        {
            var size = field is nameof(plan.Limits.QuotaBytes) or nameof(plan.Limits.DefaultQuotaBytes);
            yield return value is { } limit
                ? new ReportDetail("Limit." + field, size ? Figures.Size(limit) : Figures.Number(limit))
                : new ReportDetail("NoLimit." + field);
        }

        var switches = AccountFields.EachService.Where(service => fields.Contains(DomainFields.Disabled + service)).ToList();
        if (switches.Where(service => plan.DisabledServices.HasFlag(service)).ToList() is { Count: > 0 } off)
        {
            yield return new ReportDetail("ServicesOff", AccountWords.Names(off));
        }

        if (switches.Where(service => !plan.DisabledServices.HasFlag(service)).ToList() is { Count: > 0 } on)
        {
            yield return new ReportDetail("ServicesOn", AccountWords.Names(on));
        }
    }

    /// <summary>Where mail for unknown addresses goes.</summary>
    public static ReportDetail CatchAll(PlannedDomain plan) => plan.CatchAll switch
    {
        VdelivermailDefault.Delete => new ReportDetail("CatchAllDrop"),
        VdelivermailDefault.ToAddress(['*', '@', .. var domain]) => new ReportDetail("CatchAllDomain", domain),
        VdelivermailDefault.ToAddress(var target) => new ReportDetail("CatchAllTo", target),
        VdelivermailDefault.ToDirectory => new ReportDetail("CatchAllTo", plan.CatchAllAccount ?? ""),
        _ => new ReportDetail("CatchAllRefuse"),
    };
}
