using System.Buffers;
using System.Buffers.Binary;

using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;
using Hikyaku.Storage.Journal;

using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>
/// The file "manifest" beside the messages of an account: units of work that bring an empty database to what the account was at the last checkpoint, so that
/// mail.db can be made again from the files. Each checkpoint appends one unit with what changed; the file is written anew when most of it is outdated.
/// A record is length, CRC-32C, unit; a torn one at the end is cut.
/// </summary>
internal sealed class AccountManifest(string path)
{
    private const int HeaderLength = 8;
    private const int Piece = 64 * 1024;
    private const long AlwaysKept = 256 * 1024;
    private const int OctetsPerMessage = 64;

    public static string PathIn(string accountFolder) => Path.Combine(accountFolder, "manifest");

    /// <summary>The units, in order, and the octets that are good.</summary>
    public (List<AccountUnit> Units, long Length) Read()
    {
        var units = new List<AccountUnit>();
        var octets = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var position = 0;
        while (octets.Length - position >= HeaderLength)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(octets.AsSpan(position));
            var crc = BinaryPrimitives.ReadUInt32LittleEndian(octets.AsSpan(position + 4));
            if (length <= 0 || length > octets.Length - position - HeaderLength)
            {
                break;
            }

            var body = octets.AsSpan(position + HeaderLength, length);
            if (Crc32C.Of(body) != crc)
            {
                break;
            }

            units.Add(UnitFormat.Read(body));
            position += HeaderLength + length;
        }

        return (units, position);
    }

    /// <summary>The number of the last unit, or 0, and the octets that are good; reads no unit.</summary>
    public (ulong After, long Length) Measure()
    {
        if (!File.Exists(path))
        {
            return (0, 0);
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var all = RandomAccess.GetLength(file);
        var (after, position) = (0UL, 0L);
        Span<byte> start = stackalloc byte[HeaderLength + UnitFormat.StartLength];
        while (RandomAccess.Read(file, start, position) >= HeaderLength)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(start);
            if (length <= 0 || length > all - position - HeaderLength
                || Check(file, position + HeaderLength, length) != BinaryPrimitives.ReadUInt32LittleEndian(start[4..]))
            {
                break;
            }

            after = UnitFormat.ReadSequence(start.Slice(HeaderLength, Math.Min(length, UnitFormat.StartLength)));
            position += HeaderLength + length;
        }

        return (after, position);
    }

    /// <summary>Brings the file up to date with the rows; answers how far it is.</summary>
    /// <param name="session">The rows, in one snapshot.</param>
    /// <param name="known">How far the file is, when that is known.</param>
    public ulong Update(SqliteSession session, ulong? known)
    {
        var (after, length) = known is { } last && File.Exists(path) ? (last, new FileInfo(path).Length) : Measure();
        var unit = new ManifestRows(session, after);
        if (unit.Sequence < after)
        {
            // The database lost what the file has: it is the file that is right.
            return after;
        }

        if (length > AlwaysKept && length > 4 * OctetsPerMessage * MessageCount(session))
        {
            WriteAnew(new ManifestRows(session, 0));
        }
        else if (unit.Count > 0)
        {
            Append(unit, length);
        }

        return unit.Sequence;
    }

    private static uint Check(SafeFileHandle file, long from, int length)
    {
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        var crc = Crc32C.Start;
        for (var done = 0; done < length;)
        {
            var count = RandomAccess.Read(file, piece.AsSpan(0, Math.Min(piece.Length, length - done)), from + done);
            if (count == 0)
            {
                break;
            }

            crc = Crc32C.Append(crc, piece.AsSpan(0, count));
            done += count;
        }

        ArrayPool<byte>.Shared.Return(piece);
        return Crc32C.End(crc);
    }

    private static long MessageCount(SqliteSession session)
    {
        long count = 0;
        foreach (var mailbox in session.Prepare("Mail/LoadMailboxes").All(AccountRows.Mailbox))
        {
            count += mailbox.Exists;
        }

        return count;
    }

    private void Append(ManifestRows unit, long position)
    {
        using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write);
        RandomAccess.SetLength(file, position);
        WriteRecord(file, unit, position);
    }

    private void WriteAnew(ManifestRows unit)
    {
        using (var file = File.OpenHandle(path + ".new", FileMode.Create, FileAccess.Write))
        {
            WriteRecord(file, unit, 0);
            LibC.DataSync(file);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    // The header comes last: until then its length is 0, which is no record.
    private static void WriteRecord(SafeFileHandle file, ManifestRows unit, long position)
    {
        var piece = new ArrayBufferWriter<byte>(2 * Piece);
        var (length, crc) = (0L, Crc32C.Start);
        UnitFormat.WriteStart(piece, unit.Sequence, unit.Count);
        unit.Each(mutation =>
        {
            UnitFormat.Write(piece, mutation);
            if (piece.WrittenCount >= Piece)
            {
                Flush();
            }
        });
        Flush();
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header, checked((int)length));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Crc32C.End(crc));
        RandomAccess.Write(file, header, position);

        void Flush()
        {
            crc = Crc32C.Append(crc, piece.WrittenSpan);
            RandomAccess.Write(file, piece.WrittenSpan, position + HeaderLength + length);
            length += piece.WrittenCount;
            piece.ResetWrittenCount();
        }
    }
}
