using System.Numerics;
using System.Text;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.State;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>
/// The messages of a folder, by UID once it is read. Folders may hold millions: of each a row is in memory, its name where there is room, and the texts of it are
/// made one at a time.
/// </summary>
internal sealed class SourceMessages : IDisposable
{
    private readonly ScratchFile _names;
    private readonly SourceRow[] _rows;

    // Open addressing by digest: the index of a row and 1, or 0.
    private readonly int[] _table;

    /// <summary>Takes the names in the order in which Courier gives UIDs; a second one of a base stays when it is kept.</summary>
    public SourceMessages(NameSort names, string scratchFolder, Func<SourceMessage, SourceMessage, bool> keep)
    {
        _names = new ScratchFile(scratchFolder);
        _rows = new SourceRow[names.Count];
        var first = -1;
        names.Each((name, isNew) =>
        {
            var at = Count;
            _rows[at] = new SourceRow { At = _names.Append(name), Length = (ushort)name.Length, IsNew = isNew };
            Count++;
            if (first < 0 || !MaildirName.Base(Octets(first)).SequenceEqual(MaildirName.Base(name)))
            {
                first = at;
            }
            else if (keep(this[first], this[at]))
            {
                _rows[at].IsTwin = HasTwins = true;
            }
            else
            {
                Count--;
                return;
            }

            _rows[at].Digest = _rows[at].IsTwin ? SeenMessages.Key(this[at].Key) : SeenMessages.Key(MaildirName.Base(name));
        });
        _table = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(Count * 3L / 2, 4))];
        FillTable();
    }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether two have one base name.</summary>
    public bool HasTwins { get; private set; }

    /// <summary>UIDNEXT once all are in.</summary>
    public uint NextUid { get; private set; } = 1;

    /// <summary>One of them.</summary>
    public SourceMessage this[int index]
    {
        get
        {
            ref readonly var row = ref _rows[index];
            var octets = Octets(index);
            var name = MaildirName.TryParse(octets, out var parsed) ? parsed : default;
            var text = Encoding.Latin1.GetString(octets);

            // A slash is in no file name.
            return new SourceMessage(row.IsTwin ? $"{name.BaseName}/{text}" : name.BaseName, text, row.IsNew, name, row.Uid);
        }
    }

    /// <summary>What is held of one.</summary>
    public ref SourceRow Row(int index) => ref _rows[index];

    /// <summary>Drops the UIDs: the file that gave them is damaged.</summary>
    public void ForgetUids()
    {
        for (var at = 0; at < Count; at++)
        {
            _rows[at].Uid = 0;
        }
    }

    /// <summary>Numbers those without a UID in their order, and puts all into the order of their UIDs.</summary>
    public void Number(uint next)
    {
        var isSorted = true;
        for (var at = 0; at < Count; at++)
        {
            ref var row = ref _rows[at];
            row.Uid = row.Uid != 0 ? row.Uid : next++;
            isSorted &= at == 0 || _rows[at - 1].Uid < row.Uid;
        }

        if (!isSorted)
        {
            _rows.AsSpan(0, Count).Sort((x, y) => x.Uid.CompareTo(y.Uid));
            Array.Clear(_table);
            FillTable();
        }

        NextUid = Math.Max(next, Count == 0 ? 1 : _rows[Count - 1].Uid + 1);
    }

    /// <summary>The index of the message whose key has a digest; -1 when none has.</summary>
    public int Find(ulong digest)
    {
        for (var slot = Slot(digest); _table[slot] is not 0 and var found; slot = (slot + 1) & (_table.Length - 1))
        {
            if (_rows[found - 1].Digest == digest)
            {
                return found - 1;
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public void Dispose() => _names.Dispose();

    private void FillTable()
    {
        for (var at = 0; at < Count; at++)
        {
            var slot = Slot(_rows[at].Digest);
            while (_table[slot] != 0)
            {
                slot = (slot + 1) & (_table.Length - 1);
            }

            _table[slot] = at + 1;
        }
    }

    // The low bits of a digest are set.
    private int Slot(ulong digest) => (int)(digest >> 8) & (_table.Length - 1);

    private ReadOnlySpan<byte> Octets(int index) => _names.Read(_rows[index].At, _rows[index].Length);
}
