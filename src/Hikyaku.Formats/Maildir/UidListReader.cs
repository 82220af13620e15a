using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>Reads a UID file line by line into a table, so that neither the file nor what it says must be in memory.</summary>
/// <param name="table">Where its entries go.</param>
public sealed class UidListReader(IUidTable table)
{
    private const int MaxBadLines = 100;

    // The header may be older than the lines, but not by this many messages: such a UID is damaged, and would use up those to come.
    private const uint MaxAhead = 1_000_000;
    private readonly UidSet _uids = new();
    private readonly List<BadLine> _badLines = [];
    private UidListHeader? _header;
    private uint _highest;
    private int _lines;

    /// <summary>Takes the next line, without its LF; false when it is the first one and no header.</summary>
    public bool Add(ReadOnlySpan<byte> line)
    {
        _lines++;
        if (_lines == 1)
        {
            _header = UidListHeader.Parse(line);
        }
        else if (_header is { } header && !line.IsEmpty)
        {
            Add(header, line);
        }

        return _header is not null;
    }

    /// <summary>What was read, without the entries; null when the first line was no header.</summary>
    public UidList? Complete() => _header is not { } header ? null : new UidList
    {
        UidValidity = header.UidValidity,
        NextUid = Math.Max(header.NextUid, _highest == uint.MaxValue ? uint.MaxValue : _highest + 1),
        MailboxGuid = header.Guid,
        UidlFormat = header.UidlFormat,
        Entries = [],
        BadLines = _badLines,
    };

    private void Add(UidListHeader header, ReadOnlySpan<byte> line)
    {
        if (Parse(header.Version, line) is not { } entry || entry.Uid == 0 || entry.Uid > (ulong)header.NextUid + MaxAhead || entry.BaseName.Length == 0)
        {
            Refuse(line);
            return;
        }

        _highest = Math.Max(_highest, entry.Uid);
        if (table.Find(entry.BaseName) == entry.Uid || _uids.Add(entry.Uid))
        {
            // A name that comes again was appended later: the file was seen anew.
            table.Put(entry);
        }
        else
        {
            // One UID on two files: the first keeps it, the second is numbered anew.
            Refuse(line);
        }
    }

    private void Refuse(ReadOnlySpan<byte> line)
    {
        if (_badLines.Count < MaxBadLines)
        {
            _badLines.Add(BadLine.At(_lines, line));
        }
    }

    private static UidListEntry? Parse(int version, ReadOnlySpan<byte> line)
    {
        if (!Fields.TryNumber(Fields.Take(ref line), out uint uid))
        {
            return null;
        }

        return version == 1 ? new UidListEntry(uid, CourierBase(line)) : Extended(uid, line);
    }

    // Courier cuts at the last colon, Dovecot matches up to the first; a base name has none.
    private static string CourierBase(ReadOnlySpan<byte> name) => MaildirName.Base(Encoding.Latin1.GetString(name));

    private static UidListEntry? Extended(uint uid, ReadOnlySpan<byte> line)
    {
        var entry = new UidListEntry(uid, "");
        while (!line.IsEmpty && line[0] != ':')
        {
            var field = Fields.Take(ref line);
            entry = field switch
            {
                [(byte)'P', .. var uidl] => entry with { Pop3Uidl = Encoding.Latin1.GetString(uidl) },
                [(byte)'O', .. var order] when Fields.TryNumber(order, out long number) => entry with { Pop3Order = number },
                [(byte)'G', .. var guid] => entry with { MessageGuid = Encoding.Latin1.GetString(guid) },
                _ => entry,
            };
        }

        return line.IsEmpty ? null : entry with { BaseName = MaildirName.Base(Encoding.Latin1.GetString(line[1..])) };
    }
}
