namespace Hikyaku.Formats.Maildir;

/// <summary>The flag letters of a Maildir file name after ":2,".</summary>
[Flags]
public enum MaildirFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>R.</summary>
    Replied = 1,

    /// <summary>F.</summary>
    Flagged = 2,

    /// <summary>T: deleted, not yet expunged.</summary>
    Trashed = 4,

    /// <summary>S.</summary>
    Seen = 8,

    /// <summary>D.</summary>
    Draft = 16,

    /// <summary>P: passed on, the keyword $Forwarded.</summary>
    Passed = 32,
}
