using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>Reads courierpop3dsizelist line by line, so that neither the file nor its entries must be in memory.</summary>
/// <param name="each">Takes each entry.</param>
public sealed class Pop3SizeReader(Action<Pop3SizeEntry> each)
{
    private const int MaxBadLines = 100;
    private readonly List<BadLine> _badLines = [];
    private (int Version, long Next, long UidValidity) _header;
    private int _lines;

    /// <summary>Takes the next line, without its LF; always true.</summary>
    public bool Add(ReadOnlySpan<byte> line)
    {
        _lines++;
        if (_lines == 1 && Header(line) is { Version: > 0 } header)
        {
            _header = header;
        }
        else if (!line.IsEmpty)
        {
            Take(line);
        }

        return true;
    }

    /// <summary>What was read, without the entries.</summary>
    public Pop3SizeList Complete() =>
        new() { Version = _header.Version, Next = _header.Next, UidValidity = _header.UidValidity, Entries = [], BadLines = _badLines };

    private void Take(ReadOnlySpan<byte> line)
    {
        if (Entry(line, _header.Version) is { } entry)
        {
            each(entry);
        }
        else if (_badLines.Count < MaxBadLines)
        {
            _badLines.Add(BadLine.At(_lines, line));
        }
    }

    private static (int Version, long Next, long UidValidity) Header(ReadOnlySpan<byte> first)
    {
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
