using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>Collects the lines of a UID file.</summary>
internal sealed class UidListReader(int version, uint nextUid)
{
    private const int MaxBadLines = 100;

    // The header may be older than the lines, but not by this many messages: such a UID is damaged, and would use up those to come.
    private const uint MaxAhead = 1_000_000;
    private readonly HashSet<uint> _uids = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    public List<UidListEntry> Entries { get; } = [];

    public List<BadLine> BadLines { get; } = [];

    public uint HighestUid { get; private set; }

    public void Add(int number, ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            return;
        }

        if (Parse(line) is not { } entry || entry.Uid == 0 || entry.Uid > (ulong)nextUid + MaxAhead || entry.BaseName.Length == 0)
        {
            Refuse(number, line);
            return;
        }

        HighestUid = Math.Max(HighestUid, entry.Uid);
        if (_names.TryGetValue(entry.BaseName, out var at) && (Entries[at].Uid == entry.Uid || _uids.Add(entry.Uid)))
        {
            // Appended later: the file was seen anew.
            Entries[at] = entry;
        }
        else if (_uids.Add(entry.Uid))
        {
            _names[entry.BaseName] = Entries.Count;
            Entries.Add(entry);
        }
        else
        {
            // One UID on two files: the first keeps it, the second is numbered anew.
            Refuse(number, line);
        }
    }

    private void Refuse(int number, ReadOnlySpan<byte> line)
    {
        if (BadLines.Count < MaxBadLines)
        {
            BadLines.Add(BadLine.At(number, line));
        }
    }

    private UidListEntry? Parse(ReadOnlySpan<byte> line)
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
