namespace Hikyaku.Formats.Milter;

/// <summary>What a milter may want to change (SMFIF flags of Postfix's and Sendmail's milter protocol 6).</summary>
[Flags]
public enum MilterActions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Add header fields.</summary>
    AddHeaders = 0x01,

    /// <summary>Replace the body.</summary>
    ChangeBody = 0x02,

    /// <summary>Add recipients.</summary>
    AddRecipients = 0x04,

    /// <summary>Remove recipients.</summary>
    DeleteRecipients = 0x08,

    /// <summary>Change and remove header fields.</summary>
    ChangeHeaders = 0x10,

    /// <summary>Hold the message.</summary>
    Quarantine = 0x20,

    /// <summary>Change the reverse-path.</summary>
    ChangeFrom = 0x40,

    /// <summary>Add recipients with ESMTP parameters.</summary>
    AddRecipientsWithParameters = 0x80,
}
