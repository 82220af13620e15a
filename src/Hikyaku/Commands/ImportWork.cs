using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;
using Hikyaku.Mail.Store;

namespace Hikyaku.Commands;

/// <summary>Runs an import and tells how it goes.</summary>
internal static class ImportWork
{
    public static async Task<int> Run(CommandContext context, ImportRequest request)
    {
        var report = new MigrationReport { IsDryRun = request.Options.DryRun };
        if (Problem(context, request) is { } problem)
        {
            return context.Refuse(problem);
        }

        IVpopmailDatabase? database = null;
        if (request.Connection is { } connection)
        {
            var file = context.FullPath(connection);
            database = context.Get<IVpopmailDatabases>().Open(File.Exists(file) ? file : connection);
            if (database is null)
            {
                return context.Refuse(MigrationMessages.Get("BadConnection"));
            }
        }
        else if (request.Dump is { } dump)
        {
            database = new DumpDatabase(context.FullPath(dump), report);
        }

        var source = new ImportSource
        {
            Home = Here(context, request, request.Home),
            Qmail = Here(context, request, request.Qmail),
            Database = database,
            Map = Map(context, request),
            Only = [.. request.Only.Select(only => only.ToLowerInvariant())],
        };
        return await Run(context, request, source, report);
    }

    private static async Task<int> Run(CommandContext context, ImportRequest request, ImportSource source, MigrationReport report)
    {
        var progress = new ImportProgress(context.Get<TimeProvider>());
        var shown = new ProgressDisplay(context, progress);
        string? stopped = null;
        try
        {
            await shown.While(context.Get<VpopmailImport>().Run(source, request.Options, progress, report, context.Cancellation));
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            (stopped, report.IsUnfinished) = (MigrationMessages.Get("Stopped"), true);
        }
        catch (ImportRunningException)
        {
            return context.Refuse(MigrationMessages.Get("Running"));
        }
        catch (ImportRefusedException e)
        {
            return context.Refuse(e.Text(context.Culture));
        }
        catch (Exception e) when (e is System.Data.Common.DbException or System.Net.Sockets.SocketException)
        {
            return context.Refuse(MigrationMessages.Get("DatabaseFailed", e.Message));
        }
        catch (Exception e) when (e is StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            // The next account would meet the same, and it is not its messages that are wrong.
            var full = StoreUnavailableException.IsDiskFull(e);
            (stopped, report.IsUnfinished) = (MigrationMessages.Get(full ? "DiskFull" : "StoreFailed", e.Message.TrimEnd('.')), true);
        }

        try
        {
            await ReportFiles.Write(context, request.Reports, report);
        }
        catch (IOException e)
        {
            // The disk that the report goes to may be the one that is full.
            stopped ??= e.Message;
        }

        context.Out.Write(context.Json ? ReportWriter.Write(report, "report.json", context.Culture) + "\n" : ReportWriter.Text(report, context.Culture));
        return stopped is null ? 0 : context.Refuse(stopped);
    }

    private static List<(string Old, string New)> Map(CommandContext context, ImportRequest request) =>
        [.. request.Map.Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], context.FullPath(pair[1])))];

    // The copy's path, or the old host's when only its copy is here.
    private static string Here(CommandContext context, ImportRequest request, string folder)
    {
        var path = context.FullPath(folder);
        return Directory.Exists(path) ? path : Hikyaku.Mail.Migration.Files.SourceTree.Map(path, Map(context, request));
    }

    private static string? Problem(CommandContext context, ImportRequest request)
    {
        foreach (var source in (string[])[request.Home, request.Qmail])
        {
            if (!Directory.Exists(Here(context, request, source)))
            {
                return MigrationMessages.Get("NoFolder", source);
            }
        }

        return ReportFiles.Problem(context, request.Reports)
            ?? (request.Dump is { } dump && !File.Exists(context.FullPath(dump)) ? MigrationMessages.Get("NoFile", dump) : null);
    }
}
