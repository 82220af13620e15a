namespace Hikyaku.Mail.Store;

/// <summary>What can be wrong with stored mail.</summary>
public enum StoreProblemKind
{
    /// <summary>The database can not be opened, or a newer version made it; nothing was changed.</summary>
    DatabaseUnreadable,

    /// <summary>Folders or files of the account can not be read or moved; what else is wrong with it is not known.</summary>
    FilesUnreadable,

    /// <summary>The database was damaged or missing and has just been made anew from the files.</summary>
    DatabaseRebuilt,

    /// <summary>The database can be opened and is damaged inside. Repair makes it anew from the files.</summary>
    DatabaseDamaged,

    /// <summary>The manifest is missing, damaged or behind. Repair writes what it lacks.</summary>
    ManifestDamaged,

    /// <summary>The full-text index is damaged. Repair removes it; it is made again from the messages.</summary>
    IndexDamaged,

    /// <summary>The counts of a mailbox, or UIDNEXT, do not fit its messages.</summary>
    WrongCounts,

    /// <summary>A message has no file. Repair takes the message away.</summary>
    FileMissing,

    /// <summary>A message's file has another size than its row. Repair believes the file.</summary>
    WrongSize,

    /// <summary>A message's file holds other octets than were written, or can not be read. Repair marks the message with $Damaged and believes the file.</summary>
    WrongOctets,

    /// <summary>A file belongs to no message. Repair sets it aside.</summary>
    OrphanFile,
}
