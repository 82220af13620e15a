using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Mail.Migration.Files;

/// <summary>Reads folders and files whose names are any octets. Follows no symbolic link in the last name, and does not touch access times where it may.</summary>
internal static class ByteFiles
{
    private const int BufferLength = 1 << 16;

    /// <summary>The names in a folder without "." and "..", Latin-1; null when it cannot be read.</summary>
    public static List<string>? Names(BytePath folder)
    {
        var names = new List<string>();

        // A part of the names would look as if the rest were gone.
        return EachName(folder, name => names.Add(Encoding.Latin1.GetString(name))) ? names : null;
    }

    /// <summary>Calls for each name in a folder without "." and ".."; false when not all could be read.</summary>
    public static bool EachName(BytePath folder, Action<ReadOnlySpan<byte>> each)
    {
        using var handle = Open(folder, NativeCalls.OpenFolder);
        if (handle is null)
        {
            return false;
        }

        var buffer = new byte[BufferLength];
        nint length;
        while ((length = NativeCalls.ReadFolder(handle, buffer, BufferLength)) > 0)
        {
            EachName(buffer.AsSpan(0, (int)length), each);
        }

        return length == 0;
    }

    /// <summary>Calls for each line of a file, without its LF, until the answer is false. False, and no call, as <see cref="OpenRead"/>.</summary>
    public static bool EachLine(BytePath path, Func<ReadOnlySpan<byte>, bool> each)
    {
        using var handle = Open(path, NativeCalls.OpenNonBlocking);
        if (handle is null || Facts(path) is not { Kind: FileKind.File })
        {
            return false;
        }

        var buffer = new byte[BufferLength];
        var (at, held) = (0L, 0);
        while (RandomAccess.Read(handle, buffer.AsSpan(held), at) is > 0 and var got)
        {
            (at, held) = (at + got, held + got);
            if (!TakeLines(buffer, ref held, each))
            {
                return true;
            }
        }

        if (held > 0)
        {
            each(buffer.AsSpan(0, held));
        }

        return true;
    }

    /// <summary>What a name is, without following it; null when it is not there.</summary>
    public static FileFacts? Facts(BytePath path)
    {
        var result = new byte[256];
        if (NativeCalls.Stat(NativeCalls.AtCurrentFolder, path.ToNative(), NativeCalls.StatNoFollow, NativeCalls.StatBasic, result) != 0)
        {
            return null;
        }

        // struct statx: mode at 28, size at 40, mtime (seconds, nanoseconds) at 112; the same on every processor.
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(result.AsSpan(28));
        var seconds = Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(result.AsSpan(112)), -62_135_596_800, 253_402_300_799);
        var modified = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(BinaryPrimitives.ReadUInt32LittleEndian(result.AsSpan(120)) / 100);
        var kind = (mode & 0xf000) switch { 0x8000 => FileKind.File, 0x4000 => FileKind.Folder, 0xa000 => FileKind.Link, _ => FileKind.Other };
        return new FileFacts(kind, BinaryPrimitives.ReadInt64LittleEndian(result.AsSpan(40)), modified, (mode & 0x49) != 0);
    }

    /// <summary>The target of a symbolic link, or null.</summary>
    public static string? LinkTarget(BytePath path)
    {
        var buffer = new byte[4096];
        var length = NativeCalls.ReadLink(path.ToNative(), buffer, buffer.Length);
        return length <= 0 ? null : Encoding.Latin1.GetString(buffer, 0, (int)length);
    }

    /// <summary>Opens a regular file for reading; null when it is gone, is no file, or may not be read.</summary>
    public static FileStream? OpenRead(BytePath path)
    {
        var handle = Open(path, NativeCalls.OpenNonBlocking);
        return handle is null ? null : new FileStream(handle, FileAccess.Read, 0);
    }

    /// <summary>Reads a whole small file; null as <see cref="OpenRead"/>, or when it is longer than the bound.</summary>
    public static byte[]? ReadAll(BytePath path, int maxLength)
    {
        using var handle = Open(path, NativeCalls.OpenNonBlocking);
        if (handle is null || Facts(path) is not { Kind: FileKind.File })
        {
            return null;
        }

        var length = RandomAccess.GetLength(handle);
        if (length > maxLength)
        {
            return null;
        }

        var octets = new byte[length];
        var read = 0;
        for (int got; read < octets.Length && (got = RandomAccess.Read(handle, octets.AsSpan(read), read)) > 0; read += got)
        {
        }

        return read == octets.Length ? octets : octets[..read];
    }

    private static SafeFileHandle? Open(BytePath path, int flags)
    {
        flags |= NativeCalls.OpenCloseOnExec | NativeCalls.OpenNoFollow;
        var native = path.ToNative();
        if (path.Text.Contains('\0'))
        {
            return null;
        }

        var handle = NativeCalls.Open(native, flags | NativeCalls.OpenNoAccessTime, 0);
        if (handle.IsInvalid && Marshal.GetLastPInvokeError() == NativeCalls.NotPermitted)
        {
            // O_NOATIME is for the owner of the file alone.
            handle.Dispose();
            handle = NativeCalls.Open(native, flags, 0);
        }

        if (handle.IsInvalid)
        {
            handle.Dispose();
            return null;
        }

        return handle;
    }

    private static bool TakeLines(byte[] buffer, ref int held, Func<ReadOnlySpan<byte>, bool> each)
    {
        var rest = buffer.AsSpan(0, held);
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            if (!each(rest[..end]))
            {
                return false;
            }
        }

        if (rest.Length == buffer.Length)
        {
            // No line that means anything is that long: it comes in pieces.
            held = 0;
            return each(rest);
        }

        rest.CopyTo(buffer);
        held = rest.Length;
        return true;
    }

    // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, name with a closing NUL.
    private static void EachName(ReadOnlySpan<byte> records, Action<ReadOnlySpan<byte>> each)
    {
        while (records.Length > 19)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(records[16..]);
            var name = records[19..length];
            name = name[..name.IndexOf((byte)0)];
            if (name is not ([(byte)'.'] or [(byte)'.', (byte)'.']))
            {
                each(name);
            }

            records = records[length..];
        }
    }
}
