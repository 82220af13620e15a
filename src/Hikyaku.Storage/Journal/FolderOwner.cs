namespace Hikyaku.Storage.Journal;

/// <summary>Tells whether a process has a data folder open, and changes nothing in it.</summary>
public static class FolderOwner
{
    /// <summary>The process that has the folder, 0 when it cannot be known, or null for none.</summary>
    /// <param name="dataFolder">Path of the data folder; it may be missing.</param>
    /// <exception cref="IOException">The lock file cannot be opened.</exception>
    public static int? Find(string dataFolder) =>
        File.Exists(FolderLock.PathIn(dataFolder)) ? FolderLock.Owner(dataFolder) : null;
}
