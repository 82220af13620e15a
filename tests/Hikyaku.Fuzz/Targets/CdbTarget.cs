using Hikyaku.Formats.Qmail;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Constant databases, and what users/cdb holds.</summary>
public sealed class CdbTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "cdb";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        Sample(),
        "+a.test-:a.test:89:89:/home/v/domains/a.test:-::\n+b.test-:a.test:89:89:/h:-::\n.\n"u8.ToArray(),
        "a.test:relay.test:2525\n:smart.test\n"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var length = Cdb.Read(input).Sum(record => (long)record.Key.Length + record.Data.Length);
        if (length > input.Length)
        {
            throw new InvalidOperationException("more than the file holds");
        }

        UsersAssign.ParseCdb(input);
        var assign = UsersAssign.Parse(input);
        if (!UsersAssign.Parse(System.Text.Encoding.Latin1.GetBytes(UsersAssign.Write(assign.Domains, 89, 89))).Domains.SequenceEqual(assign.Domains))
        {
            throw new InvalidOperationException("users/assign does not read back");
        }

        ControlFile.VirtualDomains(input);
        foreach (var line in ControlFile.Lines(input))
        {
            SmtpRoute.Parse(line);
        }
    }

    // One record, as cdbmake would place it, without hash tables.
    private static byte[] Sample()
    {
        var file = new byte[2048 + 8 + 9 + 30];
        file[2048] = 9;
        file[2052] = 30;
        "!a.test-\0a.test\089\089\0/h/a.test\0-\0"u8.CopyTo(file.AsSpan(2056));
        return file;
    }
}
