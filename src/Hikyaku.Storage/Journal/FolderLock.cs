using System.Globalization;

using Hikyaku.Mail.Store;

using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Storage.Journal;

/// <summary>Keeps a data folder to one process. The system's lock goes with the process, so that a crash leaves none behind.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private FolderLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="DataFolderInUseException">Another process has the folder.</exception>
    public static FolderLock Take(DataFolder folder)
    {
        Directory.CreateDirectory(folder.Root);
        var file = LibC.OpenLockFile(PathIn(folder.Root));
        if (!LibC.TryLock(file))
        {
            var owner = ReadOwner(file);
            file.Dispose();
            throw new DataFolderInUseException(folder.Root, owner);
        }

        var self = System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        RandomAccess.SetLength(file, self.Length);
        RandomAccess.Write(file, self, 0);
        return new FolderLock(file);
    }

    public static string PathIn(string folder) => Path.Combine(folder, "lock");

    /// <summary>The process that holds the lock of a folder, or null for none.</summary>
    public static int? Owner(string folder)
    {
        using var file = LibC.OpenLockFile(PathIn(folder));
        return LibC.TryLock(file) ? null : ReadOwner(file);
    }

    /// <summary>Waits until everything on the folder's file system is on stable storage.</summary>
    public void SyncFileSystem() => LibC.SyncFileSystem(_file);

    public void Dispose() => _file.Dispose();

    private static int ReadOwner(SafeFileHandle file)
    {
        Span<byte> text = stackalloc byte[20];
        var length = RandomAccess.Read(file, text, 0);
        return int.TryParse(text[..length], CultureInfo.InvariantCulture, out var owner) ? owner : 0;
    }
}
