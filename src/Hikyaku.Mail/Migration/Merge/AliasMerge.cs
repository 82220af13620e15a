using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>Makes aliases, or gives them the targets that changed at the source.</summary>
internal sealed class AliasMerge(ImportTarget target)
{
    public async Task Merge(PlannedAlias plan, CancellationToken cancellation)
    {
        var known = (await target.Directory.Read(reader => reader.FindEntry(plan.Address), cancellation)).Alias;
        await target.Merge(new MergedItem<Alias>
        {
            Key = "alias " + plan.Address,
            Address = plan.Address,
            Source = Fields(plan.Targets),
            Here = known is null ? null : Fields(known.Targets),
            Save = _ => known is null
                ? target.Editor.AddAlias(plan.Address, plan.Targets, ImportTarget.Actor, cancellation)
                : target.Editor.ChangeAlias(plan.Address, plan.Targets, ImportTarget.Actor, cancellation),
            Fields = saved => Fields(saved.Targets),
            Words = Words(plan.Targets),
            TakenCode = "AliasTaken",
            ChangedCode = "AliasChanged",
        });
    }

    private static Dictionary<string, string> Fields(IEnumerable<string> targets) =>
        new(StringComparer.Ordinal) { ["targets"] = AccountFields.Targets(targets) };

    /// <summary>Where an alias leads, for a report.</summary>
    public static ReportDetail Words(IReadOnlyCollection<string> targets) =>
        targets.Count == 0 ? new ReportDetail("AliasDrop") : new ReportDetail("AliasTo", string.Join(", ", targets));
}
