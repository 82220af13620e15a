using Hikyaku.Formats.Maildir;

namespace Hikyaku.Fuzz.Targets;

/// <summary>courierpop3dsizelist in all versions: what was written as version 3 reads back the same.</summary>
public sealed class Pop3SizeListTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "pop3-sizelist";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "/3 5 777\na b:2,S 24 3:777:1\nc 26 0:0:0\n"u8.ToArray(),
        "/2 5 777\na:2, 24 3:777\n"u8.ToArray(),
        "/1 9\na 24 3\n"u8.ToArray(),
        "a:2,S 24\nb 30\n"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var list = Pop3SizeList.Parse(input);
        if (!Pop3SizeList.Parse(list.Write()).Entries.SequenceEqual(list.Entries))
        {
            throw new InvalidOperationException("the list does not read back");
        }

        foreach (var entry in list.Entries)
        {
            // RFC 1939 §7: 1 to 70 octets of 0x21 to 0x7e; only the length may be more.
            if (entry.Uidl.Length == 0 || entry.Uidl.Any(c => c is < '!' or > '~'))
            {
                throw new InvalidOperationException($"'{entry.Uidl}' is no unique identifier");
            }
        }
    }
}
