using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Mail.Migration.Files;

/// <summary>The calls of libc that take names as octets; .NET opens only names that are valid UTF-8.</summary>
internal static class NativeCalls
{
    public const int AtCurrentFolder = -100;
    public const int OpenCloseOnExec = 0x80000;
    public const int OpenNoAccessTime = 0x40000;
    public const int OpenNonBlocking = 0x800;
    public const int OpenCreate = 0x40;
    public const int OpenExclusive = 0x80;
    public const int OpenWriteOnly = 1;
    public const int StatNoFollow = 0x100;
    public const uint StatBasic = 0x7ff;
    public const int NotPermitted = 1;
    public const int NotFound = 2;
    public const int Interrupted = 4;

    // These two differ by processor.
    public static readonly int OpenFolder = IsArm ? 0x4000 : 0x10000;
    public static readonly int OpenNoFollow = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;

#pragma warning disable SYSLIB1054 // Blittable arguments only: the generator would need unsafe code for the same calls.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern SafeFileHandle Open(byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint ReadFolder(SafeFileHandle folder, byte[] buffer, nint length);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Stat(int folder, byte[] path, int flags, uint mask, byte[] result);

    [DllImport("libc", EntryPoint = "readlink", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint ReadLink(byte[] path, byte[] buffer, nint length);

    [DllImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int MakeFolder(byte[] path, int mode);

    [DllImport("libc", EntryPoint = "symlink", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int MakeLink(byte[] target, byte[] path);

    [DllImport("libc", EntryPoint = "utimensat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int SetTimes(int folder, byte[] path, long[] times, int flags);
#pragma warning restore SYSLIB1054
}
