using System.Globalization;
using System.Runtime.CompilerServices;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>A dump file in place of a database.</summary>
public sealed class DumpDatabase(string path, MigrationReport report) : IVpopmailDatabase
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<SqlRow> Rows(Func<string, bool> wanted, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        var dump = new SqlDump(file);
        foreach (var row in dump.Rows(wanted))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }

        foreach (var position in dump.BadStatements)
        {
            report.Add(ReportOutcome.LeftOut, "", "DumpStatementBad", path, position.ToString(CultureInfo.InvariantCulture));
        }

        if (dump.IsCut)
        {
            report.Add(ReportOutcome.Warning, "", "DumpCut", path);
        }
    }
}
