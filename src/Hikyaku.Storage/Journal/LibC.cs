using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Storage.Journal;

/// <summary>The calls that put octets on stable storage; where there is no such libc, .NET's own flush stands in.</summary>
internal static partial class LibC
{
    private const int LockExclusiveNonBlocking = 2 | 4;

    /// <summary>Waits until a file's octets are on stable storage.</summary>
    public static void DataSync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (fdatasync(file) != 0)
        {
            throw Failure("fdatasync");
        }
    }

    /// <summary>Waits until everything written to the file system of a path is on stable storage.</summary>
    public static void SyncFileSystem(SafeFileHandle anyFile)
    {
        if (OperatingSystem.IsLinux() && syncfs(anyFile) != 0)
        {
            throw Failure("syncfs");
        }
    }

    /// <summary>Waits until the names in a folder are on stable storage.</summary>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var folder = open(path, 0, 0);
        if (folder < 0)
        {
            throw Failure("open");
        }

        var result = fsync(folder);
        _ = close(folder);
        if (result != 0)
        {
            throw Failure("fsync");
        }
    }

    /// <summary>Takes the lock of a file, which goes with the process however it ends; false when another has it.</summary>
    public static bool TryLock(SafeFileHandle file) => !OperatingSystem.IsLinux() || flock(file, LockExclusiveNonBlocking) == 0;

    /// <summary>Opens or makes a file that may be locked; .NET's own way to open takes locks itself.</summary>
    public static SafeFileHandle OpenLockFile(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }

        const int ReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000;
        const int OwnerOnly = 0x180;
        var file = open(path, ReadWriteCreateCloseOnExec, OwnerOnly);
        return file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : throw Failure("open");
    }

    /// <summary>Gives a file another name; false when that name is taken.</summary>
    public static bool TryLink(string existing, string name)
    {
        if (link(existing, name) == 0)
        {
            return true;
        }

        const int Exists = 17;
        return Marshal.GetLastPInvokeError() == Exists ? false : throw Failure("link");
    }

    /// <summary>The octets that an ordinary user may still write below a path, and those of the whole volume.</summary>
    public static (long Free, long Total) Space(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return (long.MaxValue, long.MaxValue);
        }

        // struct statvfs of a 64-bit Linux: f_bsize, f_frsize, f_blocks, f_bfree, f_bavail, ...
        var numbers = new ulong[32];
        return statvfs(path, numbers) == 0
            ? ((long)(numbers[1] * numbers[4]), (long)(numbers[1] * numbers[2]))
            : throw Failure("statvfs");
    }

    /// <summary>Takes rights away from all files that this process makes later.</summary>
    public static void SetFileModeMask(int mask) => _ = umask(mask);

    private static IOException Failure(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        const int NotFound = 2;
        var message = $"{call}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error == NotFound ? new FileNotFoundException(message) : new IOException(message);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fdatasync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int syncfs(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statvfs(string path, [Out] ulong[] numbers);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);

    [LibraryImport("libc")]
    private static partial int umask(int mask);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string existing, string name);
}
