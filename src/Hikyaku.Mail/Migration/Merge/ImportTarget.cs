using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>The directory that an import fills; that of a dry run is a rehearsal.</summary>
internal sealed class ImportTarget(Directory.Directory directory, DirectoryEditor editor, SourceValues values, MigrationReport report)
{
    private static readonly Dictionary<string, string> Unset = [];

    public static Actor Actor { get; } = new(Hikyaku.Mail.Directory.Actor.ImportKind, "vpopmail", null);

    public Directory.Directory Directory => directory;

    public DirectoryEditor Editor => editor;

    public SourceValues Values => values;

    public MigrationReport Report => report;

    /// <summary>Makes a change and returns what is here now, or reports why it was refused and returns null.</summary>
    public async Task<T?> Apply<T>(string subject, Func<ValueTask<DirectoryChange<T>>> change, string refusedCode = "Refused")
        where T : class
    {
        switch (await change())
        {
            case DirectoryChange<T>.Done done:
                return done.Value;
            case DirectoryChange<T>.Refused refused:
                report.Add(refused.Refusal, subject, refusedCode);
                break;
        }

        return null;
    }

    /// <summary>Makes an item, or brings what changed at the source; what changed here is kept, and told where both did.</summary>
    public async Task Merge<T>(MergedItem<T> item)
        where T : class
    {
        values.Meet(item.Key);
        if (item.Here is { } here)
        {
            await Change(item, here);
        }
        else if (!IsRemovedHere(item.Key, item.Address, item.Source) && await Apply(item.Address, () => item.Save(null), item.RefusedCode) is { } made)
        {
            report.Add(ReportOutcome.Taken, item.Address, item.TakenCode, [item.Words]);
            values.Put(item.Key, item.Source, item.Fields(made));
        }
    }

    /// <summary>Whether an item was imported once and removed here since: it stays away, and a change of it at the source is to be checked.</summary>
    public bool IsRemovedHere(string key, string subject, IReadOnlyDictionary<string, string> source)
    {
        if (!values.IsKnown(key))
        {
            return false;
        }

        var hasChanged = FieldMerge.HasChanged(values, key, source);
        report.Add(hasChanged ? ReportOutcome.Warning : ReportOutcome.LeftOut, subject, hasChanged ? "RemovedHere" : "StaysRemoved");
        if (hasChanged)
        {
            values.Put(key, source, source);
        }

        return true;
    }

    private async Task Change<T>(MergedItem<T> item, IReadOnlyDictionary<string, string> here)
        where T : class
    {
        var merge = FieldMerge.Of(values, item.Key, item.Source, here, Unset);
        if (merge.Kept.Count > 0)
        {
            report.Add(ReportOutcome.Warning, item.Address, "Kept", [item.Words]);
        }

        if (merge.Taken.Count > 0)
        {
            if (await Apply(item.Address, () => item.Save(merge.Taken), item.RefusedCode) is not { } saved)
            {
                return;
            }

            report.Add(ReportOutcome.Changed, item.Address, item.ChangedCode, [item.Words]);
            here = item.Fields(saved);
        }

        merge.Note(values, item.Key, item.Source, here);
    }
}
