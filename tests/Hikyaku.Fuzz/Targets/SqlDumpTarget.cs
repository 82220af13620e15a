using Hikyaku.Formats.Vpopmail;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Dumps of MySQL and MariaDB: any octets end in rows or bad statements.</summary>
public sealed class SqlDumpTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "sql-dump";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "CREATE TABLE `vpopmail` (`pw_name` char(32) NOT NULL, pw_domain char(96), KEY `x` (`pw_name`));\nINSERT INTO `vpopmail` VALUES ('a','b.test'),('o\\'x',NULL),(0x4142,x'4344');\n"u8.ToArray(),
        "/*!40101 SET NAMES latin1 */;\n-- c\nREPLACE INTO d.t (a,b) VALUES (_binary 'x',-1.5e3);"u8.ToArray(),
        "insert into t values (1,"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var dump = new SqlDump(new MemoryStream(input.ToArray()));
        foreach (var row in dump.Rows(_ => true))
        {
            _ = row["pw_name"];
        }
    }
}
