using System.CommandLine;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Commands;

/// <summary>The files that the report of an import or an export is written to, each in the form that its name asks for.</summary>
internal static class ReportFiles
{
    public static Option<string[]> Option() => new("--report") { Description = MigrationMessages.Get("ReportOption"), HelpName = "FILE.json|FILE.html|FILE.txt" };

    /// <summary>Why one of them cannot be written, before any work is done.</summary>
    public static string? Problem(CommandContext context, IReadOnlyList<string> reports) =>
        reports.Select(report => Problem(context, report)).FirstOrDefault(problem => problem is not null);

    /// <summary>Writes all of them, also when the work was stopped.</summary>
    public static async Task Write(CommandContext context, IReadOnlyList<string> reports, MigrationReport report)
    {
        foreach (var path in reports)
        {
            await File.WriteAllTextAsync(context.FullPath(path), ReportWriter.Write(report, path, context.Culture), CancellationToken.None);
        }
    }

    private static string? Problem(CommandContext context, string report)
    {
        if (Path.GetExtension(report).ToLowerInvariant() is not (".json" or ".html" or ".htm" or ".txt"))
        {
            return MigrationMessages.Get("BadReport", report);
        }

        if (Path.GetDirectoryName(context.FullPath(report)) is { } folder && !Directory.Exists(folder))
        {
            return MigrationMessages.Get("NoFolder", folder);
        }

        return CanWrite(context.FullPath(report)) ? null : MigrationMessages.Get("ReportUnwritable", report);
    }

    private static bool CanWrite(string file)
    {
        try
        {
            using var opened = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
