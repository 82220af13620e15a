namespace Hikyaku.Mail.Migration.Files;

/// <summary>What a name in a folder is.</summary>
public enum FileKind
{
    /// <summary>A device, socket or pipe; never opened.</summary>
    Other,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,
}
