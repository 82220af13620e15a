namespace Hikyaku.Mail.Store;

/// <summary>A database was written by a newer version of Hikyaku than this one; nothing in it was changed.</summary>
/// <param name="file">The database file.</param>
/// <param name="found">The version of the schema in the file.</param>
/// <param name="known">The newest version of the schema that this program knows.</param>
public sealed class DataFolderTooNewException(string file, int found, int known)
    : Exception($"{file} has schema version {found}, this program knows up to {known}. Install the newer Hikyaku again, or restore a backup made with this version.")
{
    /// <summary>The database file.</summary>
    public string File { get; } = file;

    /// <summary>The version of the schema in the file.</summary>
    public int Found { get; } = found;

    /// <summary>The newest version of the schema that this program knows.</summary>
    public int Known { get; } = known;
}
