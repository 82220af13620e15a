using System.Runtime.InteropServices;

namespace Hikyaku.Mail.Migration.Files;

/// <summary>Writes files whose names are any octets, for an export. Never overwrites.</summary>
internal static class ByteOutput
{
    private const int AlreadyThere = 17;

    /// <summary>Makes a folder and those above it.</summary>
    public static void MakeFolders(BytePath folder)
    {
        var problem = MakeFolder(folder);
        var above = folder.Text.LastIndexOf('/');
        if (problem == NativeCalls.NotFound && above > 0)
        {
            MakeFolders(new BytePath(folder.Text[..above]));

            // Where nothing can be made, as below a link to nowhere, it is "not found" once more.
            problem = MakeFolder(folder);
        }

        if (problem is not (0 or AlreadyThere))
        {
            throw new IOException($"{folder}: {Marshal.GetPInvokeErrorMessage(problem)}");
        }
    }

    private static int MakeFolder(BytePath folder) => NativeCalls.MakeFolder(folder.ToNative(), 0x1c0) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Creates a file; throws <see cref="IOException"/> when it exists.</summary>
    public static FileStream Create(BytePath path)
    {
        var handle = NativeCalls.Open(
            path.ToNative(), NativeCalls.OpenWriteOnly | NativeCalls.OpenCreate | NativeCalls.OpenExclusive | NativeCalls.OpenCloseOnExec, 0x180);
        if (handle.IsInvalid)
        {
            var why = Marshal.GetLastPInvokeErrorMessage();
            handle.Dispose();
            throw new IOException($"{path}: {why}");
        }

        return new FileStream(handle, FileAccess.Write, 1 << 16);
    }

    /// <summary>Creates a file with its content.</summary>
    public static void Write(BytePath path, ReadOnlySpan<byte> content)
    {
        using var file = Create(path);
        file.Write(content);
    }

    /// <summary>Makes a symbolic link, whether its target exists or not; throws <see cref="IOException"/> when the name is taken.</summary>
    public static void Link(BytePath path, BytePath target)
    {
        if (NativeCalls.MakeLink(target.ToNative(), path.ToNative()) != 0)
        {
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Sets mtime and atime.</summary>
    public static void SetModified(BytePath path, DateTimeOffset modified)
    {
        var seconds = modified.ToUnixTimeSeconds();
        var nanoseconds = (modified.UtcTicks - DateTimeOffset.FromUnixTimeSeconds(seconds).UtcTicks) * 100;
        _ = NativeCalls.SetTimes(NativeCalls.AtCurrentFolder, path.ToNative(), [seconds, nanoseconds, seconds, nanoseconds], 0);
    }
}
