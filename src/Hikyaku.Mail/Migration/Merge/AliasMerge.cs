using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>Makes aliases, or gives them the targets that changed at the source.</summary>
internal sealed class AliasMerge(ImportTarget target)
{
    /// <summary>Whether the address is left without its alias because of where that leads.</summary>
    public async Task<bool> Merge(PlannedAlias plan, CancellationToken cancellation)
    {
        DirectoryRefusal? refusal = null;
        var known = (await target.Directory.Read(reader => reader.FindEntry(plan.Address), cancellation)).Alias;
        await target.Merge(new MergedItem<Alias>
        {
            Key = "alias " + plan.Address,
            Address = plan.Address,
            Source = Fields(plan.Targets),
            Here = known is null ? null : Fields(known.Targets),
            Save = async _ =>
            {
                var change = known is null
                    ? await target.Editor.AddAlias(plan.Address, plan.Targets, ImportTarget.Actor, cancellation)
                    : await target.Editor.ChangeAlias(plan.Address, plan.Targets, ImportTarget.Actor, cancellation);
                refusal = (change as DirectoryChange<Alias>.Refused)?.Refusal;
                return change;
            },
            Fields = saved => Fields(saved.Targets),
            Words = Words(plan.Targets),
            TakenCode = "AliasTaken",
            RefusedCode = "AliasRefused",
            ChangedCode = "AliasChanged",
        });
        return known is null && refusal is { IsOfTargets: true };
    }

    private static Dictionary<string, string> Fields(IEnumerable<string> targets) =>
        new(StringComparer.Ordinal) { ["targets"] = AccountFields.Targets(targets) };

    /// <summary>Where an alias leads, for a report.</summary>
    public static ReportDetail Words(IReadOnlyCollection<string> targets) =>
        targets.Count == 0 ? new ReportDetail("AliasDrop") : new ReportDetail("AliasTo", string.Join(", ", targets));
}
