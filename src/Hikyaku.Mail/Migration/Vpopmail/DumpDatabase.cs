using System.Globalization;
using System.Runtime.CompilerServices;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>A dump file in place of a database.</summary>
public sealed class DumpDatabase(string path, MigrationReport report) : IVpopmailDatabase
{
    private const int Ends = 4096;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SqlRow> Rows(Func<string, bool> wanted, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        CheckEnds(file);
        var dump = new SqlDump(file);
        var isVpopmail = false;
        foreach (var row in dump.Rows(table =>
        {
            var isWanted = wanted(table);
            isVpopmail |= isWanted;
            return isWanted;
        }))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return row;
        }

        // What follows the cut is missing, and would seem removed at the source.
        if (isVpopmail && dump.IsCut)
        {
            throw ImportRefusedException.Of("DumpCut", path);
        }

        foreach (var position in dump.BadStatements)
        {
            report.Add(ReportOutcome.LeftOut, "", "DumpStatementBad", path, position.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void CheckEnds(FileStream file)
    {
        var octets = new byte[Ends];
        var head = octets.AsSpan(0, file.ReadAtLeast(octets, Ends, throwOnEndOfStream: false));

        // How every gzip file begins.
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
        {
            throw ImportRefusedException.Of("DumpPacked", path);
        }

        // Both programs begin with their name and end with this, unless told to write no comments at all.
        var isComplete = head.IndexOf("-- MySQL dump"u8) < 0 && head.IndexOf("-- MariaDB dump"u8) < 0;
        file.Position = Math.Max(0, file.Length - Ends);
        var tail = octets.AsSpan(0, file.ReadAtLeast(octets, Ends, throwOnEndOfStream: false));
        if (!isComplete && tail.IndexOf("-- Dump completed"u8) < 0)
        {
            throw ImportRefusedException.Of("DumpCut", path);
        }

        file.Position = 0;
    }
}
