namespace Hikyaku.Storage.Journal;

/// <summary>The rights of the files that this process makes.</summary>
public static class FileModes
{
    private const int GroupAndOthers = 0x3F; // 077

    /// <summary>From now on every new file and folder is its owner's only: they hold mail, password hashes and keys.</summary>
    public static void KeepToOwner()
    {
        if (!OperatingSystem.IsWindows())
            LibC.SetFileModeMask(GroupAndOthers);
    }
}
