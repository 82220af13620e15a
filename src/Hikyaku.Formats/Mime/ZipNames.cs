using System.Buffers.Binary;
using System.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>
/// Finds the names of the files in a ZIP archive while it passes: those of local headers and of the directory, and so also those of archives that lie in it
/// without compression. Nothing is unpacked.
/// </summary>
/// <remarks>Limits: names of <see cref="MaxName"/> octets, <see cref="MaxNames"/> different ones; a header is held while it arrives.</remarks>
public sealed class ZipNames
{
    private const int MaxName = 1024;
    private const int MaxNames = 10_000;
    private const int LocalHeader = 30;
    private const int DirectoryHeader = 46;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly byte[] _held = new byte[DirectoryHeader + MaxName];
    private int _count;

    /// <summary>The names so far, with the folders in the archive.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Takes the next octets of the archive.</summary>
    public void Scan(ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            if (_count == 0)
            {
                var start = octets.IndexOf((byte)'P');
                if (start < 0)
                {
                    return;
                }

                octets = octets[start..];
            }

            _held[_count++] = octets[0];
            octets = octets[1..];
            Settle();
        }
    }

    // Keeps what is held while it can become a header with its name; else looks for the next beginning in it.
    private void Settle()
    {
        while (_count > 0)
        {
            var needed = Needed();
            if (needed < 0)
            {
                Drop();
            }
            else if (_count < needed)
            {
                return;
            }
            else
            {
                Add();
                _count = 0;
            }
        }
    }

    private int Needed()
    {
        ReadOnlySpan<byte> held = _held.AsSpan(0, _count);
        var isStart = held.Length < 4 ? "PK\x03\x04"u8.StartsWith(held) || "PK\x01\x02"u8.StartsWith(held)
            : held.StartsWith("PK\x03\x04"u8) || held.StartsWith("PK\x01\x02"u8);
        if (!isStart || held.Length < 4)
        {
            return isStart ? 4 + 1 : -1;
        }

        var (size, at) = held[2] == 3 ? (LocalHeader, 26) : (DirectoryHeader, 28);
        if (held.Length < size)
        {
            return size;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(held[at..]);
        return length is 0 or > MaxName ? -1 : size + length;
    }

    private void Add()
    {
        var size = _held[2] == 3 ? LocalHeader : DirectoryHeader;
        if (_names.Count < MaxNames)
        {
            _names.Add(Encoding.UTF8.GetString(_held.AsSpan(size, _count - size)));
        }
    }

    private void Drop()
    {
        var next = _held.AsSpan(1, _count - 1).IndexOf((byte)'P');
        if (next < 0)
        {
            _count = 0;
            return;
        }

        _held.AsSpan(1 + next, _count - 1 - next).CopyTo(_held);
        _count -= 1 + next;
    }
}
