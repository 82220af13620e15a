using System.CommandLine;
using System.CommandLine.Parsing;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Mail;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku import vpopmail …</c></summary>
internal static class ImportCommands
{
    public static Command Create(ICommandRunner runner)
    {
        var sql = new Option<string?>("--sql") { Description = MigrationMessages.Get("SqlOption"), HelpName = "DUMP" };
        var mysql = new Option<string?>("--mysql") { Description = MigrationMessages.Get("MySqlOption"), HelpName = "CONNECTION" };
        var cdb = new Option<bool>("--cdb") { Description = MigrationMessages.Get("CdbOption") };
        var home = new Option<string>("--home") { Description = MigrationMessages.Get("HomeOption"), HelpName = "DIR", Required = true };
        var qmail = new Option<string>("--qmail") { Description = MigrationMessages.Get("QmailOption"), HelpName = "DIR", Required = true };
        var map = new Option<string[]>("--map") { Description = MigrationMessages.Get("MapOption"), HelpName = "OLD=NEW" };
        var only = new Option<string[]>("--only") { Description = MigrationMessages.Get("OnlyOption"), HelpName = "DOMAIN|ADDRESS" };
        var dryRun = new Option<bool>("--dry-run") { Description = MigrationMessages.Get("DryRunOption") };
        var mirror = new Option<bool>("--mirror") { Description = MigrationMessages.Get("MirrorOption") };
        var mirrorAll = new Option<bool>("--mirror-all") { Description = MigrationMessages.Get("MirrorAllOption") };
        var pop3 = CommandParts.Choice(
            "--pop3", "", ("auto", Pop3Source.Auto), ("courier", Pop3Source.Courier), ("qmail", Pop3Source.Qmail), ("dovecot", Pop3Source.Dovecot));
        pop3.Description = MigrationMessages.Get("Pop3Option");
        var report = ReportFiles.Option();
        var vpopmail = new Command("vpopmail", MigrationMessages.Get("ImportVpopmail")) { sql, mysql, cdb, home, qmail, map, only, dryRun, mirror, mirrorAll, pop3, report };
        map.Validators.Add(CheckMap);
        vpopmail.Validators.Add(result =>
        {
            var sources = (result.GetValue(sql) is null ? 0 : 1) + (result.GetValue(mysql) is null ? 0 : 1) + (result.GetValue(cdb) ? 1 : 0);
            if (sources != 1)
            {
                result.AddError(MigrationMessages.Get("OneSource"));
            }
        });
        vpopmail.DoesFirst(runner, (context, parsed) => ImportWork.Run(context, new ImportRequest(
            parsed.GetValue(sql),
            parsed.GetValue(mysql),
            parsed.GetRequiredValue(home),
            parsed.GetRequiredValue(qmail),
            parsed.GetValue(map) ?? [],
            parsed.GetValue(only) ?? [],
            new ImportOptions
            {
                DryRun = parsed.GetValue(dryRun),
                Mirror = parsed.GetValue(mirror) || parsed.GetValue(mirrorAll),
                MirrorAll = parsed.GetValue(mirrorAll),
                Pop3 = parsed.GetValue(pop3) ?? Pop3Source.Auto,
            },
            parsed.GetValue(report) ?? [])),
            parsed => !parsed.GetValue(dryRun));
        return new Command("import", MigrationMessages.Get("Import")) { vpopmail };
    }

    private static void CheckMap(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.Split('=', 2) is not [['/', ..], { Length: > 0 }]))
        {
            result.AddError(MigrationMessages.Get("BadMap", token.Value));
        }
    }
}
