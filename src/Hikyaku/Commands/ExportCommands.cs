using System.CommandLine;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku export vpopmail DIR</c></summary>
internal static class ExportCommands
{
    public static Command Create(ICommandRunner runner)
    {
        var folder = new Argument<string>("DIR") { Description = MigrationMessages.Get("ExportArgument") };
        var only = new Option<string[]>("--only") { Description = MigrationMessages.Get("OnlyOption"), HelpName = "DOMAIN|ADDRESS" };
        var reports = ReportFiles.Option();
        var vpopmail = new Command("vpopmail", MigrationMessages.Get("ExportVpopmail")) { folder, only, reports };
        vpopmail.Does(runner, (context, parsed) =>
            Run(context, parsed.GetRequiredValue(folder), parsed.GetValue(only) ?? [], parsed.GetValue(reports) ?? []));
        return new Command("export", MigrationMessages.Get("Export")) { vpopmail };
    }

    private static async Task<int> Run(CommandContext context, string folder, string[] only, string[] reports)
    {
        if (ReportFiles.Problem(context, reports) is { } problem)
        {
            return context.Refuse(problem);
        }

        var target = context.FullPath(folder);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            return context.Refuse(MigrationMessages.Get("NotEmpty", target));
        }

        var report = new MigrationReport { IsExport = true };
        try
        {
            await context.Get<VpopmailExport>().Run(target, [.. only.Select(name => name.ToLowerInvariant())], report, context.Cancellation);
        }
        catch (ImportRefusedException e)
        {
            return context.Refuse(e.Text(context.Culture));
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            report.IsUnfinished = true;
        }

        await ReportFiles.Write(context, reports, report);
        context.Out.Write(context.Json ? ReportWriter.Write(report, "report.json", context.Culture) + "\n" : ReportWriter.Text(report, context.Culture));
        return report.IsUnfinished ? context.Refuse(MigrationMessages.Get("ExportStopped")) : 0;
    }
}
