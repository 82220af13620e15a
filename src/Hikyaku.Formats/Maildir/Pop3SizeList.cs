using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>courierpop3dsizelist in versions 0 to 3: the sizes and unique identifiers that Courier's POP3 server gave.</summary>
public sealed record Pop3SizeList
{
    private const int MaxBadLines = 100;

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
        var (version, next, validity) = Header(file);
        var entries = new List<Pop3SizeEntry>();
        var bad = new List<BadLine>();
        var lines = new LineWalk(file);
        while (lines.MoveNext())
        {
            if (lines.Current.IsEmpty || (lines.Number == 1 && version > 0))
            {
                continue;
            }

            if (Entry(lines.Current, version) is { } entry)
            {
                entries.Add(entry);
            }
            else if (bad.Count < MaxBadLines)
            {
                bad.Add(BadLine.At(lines.Number, lines.Current));
            }
        }

        return new Pop3SizeList { Version = version, Next = next, UidValidity = validity, Entries = entries, BadLines = bad };
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

    private static (int Version, long Next, long UidValidity) Header(ReadOnlySpan<byte> file)
    {
        var first = Fields.Take(ref file, (byte)'\n');
        if (first is not [(byte)'/', >= (byte)'1' and <= (byte)'3', (byte)' ', ..])
        {
            return (0, 0, 0);
        }

        var rest = first[3..];
        return Fields.TryNumber(Fields.Take(ref rest), out long next)
            ? (first[1] - '0', next, Fields.TryNumber(Fields.Take(ref rest), out long validity) ? validity : 0)
            : (first[1] - '0', 0, 0);
    }

    // The name may hold spaces: parsed from the right.
    private static Pop3SizeEntry? Entry(ReadOnlySpan<byte> line, int version)
    {
        var number = 0L;
        var validity = 0L;
        var mark = 0L;
        if (version > 0)
        {
            var ids = TakeLast(ref line);
            var valid = Fields.TryNumber(Fields.Take(ref ids, (byte)':'), out number);
            valid &= ids.IsEmpty || Fields.TryNumber(Fields.Take(ref ids, (byte)':'), out validity);
            valid &= ids.IsEmpty || Fields.TryNumber(Fields.Take(ref ids, (byte)':'), out mark);
            if (!valid)
            {
                return null;
            }
        }

        if (!Fields.TryNumber(TakeLast(ref line), out long size) || line.IsEmpty || size < 0 || number < 0)
        {
            return null;
        }

        var baseName = MaildirName.Base(Encoding.Latin1.GetString(line));
        return baseName.Length == 0 ? null : new Pop3SizeEntry(baseName, size, number, validity, mark != 0);
    }

    private static ReadOnlySpan<byte> TakeLast(ref ReadOnlySpan<byte> line)
    {
        var space = line.LastIndexOf((byte)' ');
        var last = line[(space + 1)..];
        line = space < 0 ? default : line[..space];
        return last;
    }
}
