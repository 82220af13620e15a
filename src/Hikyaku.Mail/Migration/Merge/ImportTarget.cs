using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>The directory that an import fills; a dry run tells the same and changes nothing.</summary>
internal sealed class ImportTarget(Directory.Directory directory, DirectoryEditor editor, SourceValues values, MigrationReport report, bool isDryRun)
{
    public static Actor Actor { get; } = new(Hikyaku.Mail.Directory.Actor.ImportKind, "vpopmail", null);

    public Directory.Directory Directory => directory;

    public DirectoryEditor Editor => editor;

    public SourceValues Values => values;

    public MigrationReport Report => report;

    /// <summary>Makes a change, or reports why it was refused.</summary>
    public async Task<Applied<T>> Apply<T>(string subject, Func<ValueTask<DirectoryChange<T>>> change)
        where T : class
    {
        if (isDryRun)
        {
            return new Applied<T>(true, null);
        }

        switch (await change())
        {
            case DirectoryChange<T>.Done done:
                return new Applied<T>(true, done.Value);
            case DirectoryChange<T>.Refused refused:
                report.Add(refused.Refusal, subject);
                break;
        }

        return new Applied<T>(false, null);
    }

    /// <summary>Whether an item was imported once and removed here since: it stays away, and is told when the source changed it.</summary>
    public bool IsRemovedHere(string key, string subject, IReadOnlyDictionary<string, string> source)
    {
        if (!values.IsKnown(key))
        {
            return false;
        }

        if (FieldMerge.HasChanged(values, key, source))
        {
            report.Add(ReportOutcome.Warning, subject, "RemovedHere");
            values.Put(key, source, source);
        }

        return true;
    }
}
