using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>Makes aliases, or gives them the targets that changed at the source.</summary>
internal sealed class AliasMerge(ImportTarget target)
{
    private static readonly Dictionary<string, string> Initial = [];

    public async Task Merge(PlannedAlias plan, CancellationToken cancellation)
    {
        var key = "alias " + plan.Address;
        var source = Fields(plan.Targets);
        target.Values.Meet(key);
        if ((await target.Directory.Read(reader => reader.FindEntry(plan.Address), cancellation)).Alias is { } known)
        {
            await Change(plan, known, key, source, cancellation);
        }
        else if (!target.IsRemovedHere(key, plan.Address, source))
        {
            var made = await target.Apply(plan.Address, () => target.Editor.AddAlias(plan.Address, plan.Targets, ImportTarget.Actor, cancellation));
            if (made.IsDone)
            {
                target.Report.Add(ReportOutcome.Taken, plan.Address, "AliasTaken", [Words(plan.Targets)]);
                target.Values.Put(key, source, made.Value is { } alias ? Fields(alias.Targets) : source);
            }
        }
    }

    private async Task Change(PlannedAlias plan, Alias known, string key, Dictionary<string, string> source, CancellationToken cancellation)
    {
        var here = Fields(known.Targets);
        var merge = FieldMerge.Of(target.Values, key, source, here, Initial);
        if (merge.Kept.Count > 0)
        {
            target.Report.Add(ReportOutcome.Warning, plan.Address, "Kept", [Words(plan.Targets)]);
        }

        if (merge.Taken.Count > 0)
        {
            var applied = await target.Apply(plan.Address, () => target.Editor.ChangeAlias(plan.Address, plan.Targets, ImportTarget.Actor, cancellation));
            if (!applied.IsDone)
            {
                return;
            }

            target.Report.Add(ReportOutcome.Changed, plan.Address, "AliasChanged", [Words(plan.Targets)]);
            here = applied.Value is { } changed ? Fields(changed.Targets) : source;
        }

        merge.Note(target.Values, key, source, here);
    }

    private static Dictionary<string, string> Fields(IEnumerable<string> targets) =>
        new(StringComparer.Ordinal) { ["targets"] = AccountFields.Targets(targets) };

    /// <summary>Where an alias leads, for a report.</summary>
    public static ReportDetail Words(IReadOnlyCollection<string> targets) =>
        targets.Count == 0 ? new ReportDetail("AliasDrop") : new ReportDetail("AliasTo", string.Join(", ", targets));
}
