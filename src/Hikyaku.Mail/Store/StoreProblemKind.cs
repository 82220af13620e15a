namespace Hikyaku.Mail.Store;

/// <summary>What can be wrong with stored mail.</summary>
public enum StoreProblemKind
{
    /// <summary>The database can not be opened; rebuild it from the files.</summary>
    DatabaseUnreadable,

    /// <summary>The counts of a mailbox, or UIDNEXT, do not fit its messages.</summary>
    WrongCounts,

    /// <summary>A message has no file. Repair takes the message away.</summary>
    FileMissing,

    /// <summary>A message's file has another size than its row. Repair believes the file.</summary>
    WrongSize,

    /// <summary>A file belongs to no message. Repair sets it aside.</summary>
    OrphanFile,
}
