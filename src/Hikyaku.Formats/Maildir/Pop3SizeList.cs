using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>courierpop3dsizelist in versions 0 to 3: the sizes and unique identifiers that Courier's POP3 server gave.</summary>
public sealed record Pop3SizeList
{
    /// <summary>0 (no header) to 3.</summary>
    public required int Version { get; init; }

    /// <summary>The number of the next message.</summary>
    public long Next { get; init; }

    /// <summary>What new messages carry after the dash.</summary>
    public long UidValidity { get; init; }

    /// <summary>The entries, in file order.</summary>
    public required IReadOnlyList<Pop3SizeEntry> Entries { get; init; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<BadLine> BadLines { get; init; } = [];

    /// <summary>Reads a file; never fails as a whole.</summary>
    public static Pop3SizeList Parse(ReadOnlySpan<byte> file)
    {
        var entries = new List<Pop3SizeEntry>();
        var reader = new Pop3SizeReader(entries.Add);
        var lines = new LineWalk(file);
        while (lines.MoveNext())
        {
            reader.Add(lines.Current);
        }

        return reader.Complete() with { Entries = entries };
    }

    /// <summary>Writes version 3; the names are given back as they stand in the entries.</summary>
    public byte[] Write()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"/3 {Next} {UidValidity}\n");
        foreach (var entry in Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.BaseName} {entry.Size} {entry.Number}:{entry.UidValidity}:{(entry.IsUtf8 ? 1 : 0)}\n");
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
