namespace Hikyaku.Mail.Migration.Mail;

/// <summary>How the name of a folder came about.</summary>
internal enum FolderNaming
{
    /// <summary>It is the directory's, decoded.</summary>
    Exact,

    /// <summary>Parts that did not decode are kept octet by octet.</summary>
    Inexact,

    /// <summary>The directory's cannot be a mailbox; it is made of what of it can.</summary>
    MadeUp,
}
