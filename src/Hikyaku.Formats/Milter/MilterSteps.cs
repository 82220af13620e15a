namespace Hikyaku.Formats.Milter;

/// <summary>What a milter does not want to hear, and what it does not answer (SMFIP flags).</summary>
[Flags]
public enum MilterSteps
{
    /// <summary>It hears and answers everything.</summary>
    None = 0,

    /// <summary>No connect.</summary>
    NoConnect = 0x01,

    /// <summary>No HELO.</summary>
    NoHelo = 0x02,

    /// <summary>No MAIL.</summary>
    NoMail = 0x04,

    /// <summary>No RCPT.</summary>
    NoRcpt = 0x08,

    /// <summary>No body.</summary>
    NoBody = 0x10,

    /// <summary>No header fields.</summary>
    NoHeaders = 0x20,

    /// <summary>No end of the header.</summary>
    NoEndOfHeaders = 0x40,

    /// <summary>Header fields are not answered.</summary>
    NoReplyToHeader = 0x80,

    /// <summary>No unknown commands.</summary>
    NoUnknown = 0x100,

    /// <summary>No DATA.</summary>
    NoData = 0x200,

    /// <summary>It may say that it has seen enough of the body.</summary>
    Skip = 0x400,

    /// <summary>It wants to hear of refused recipients too.</summary>
    RefusedRecipients = 0x800,

    /// <summary>Connect is not answered.</summary>
    NoReplyToConnect = 0x1000,

    /// <summary>HELO is not answered.</summary>
    NoReplyToHelo = 0x2000,

    /// <summary>MAIL is not answered.</summary>
    NoReplyToMail = 0x4000,

    /// <summary>RCPT is not answered.</summary>
    NoReplyToRcpt = 0x8000,

    /// <summary>DATA is not answered.</summary>
    NoReplyToData = 0x10000,

    /// <summary>Unknown commands are not answered.</summary>
    NoReplyToUnknown = 0x20000,

    /// <summary>The end of the header is not answered.</summary>
    NoReplyToEndOfHeaders = 0x40000,

    /// <summary>Pieces of the body are not answered.</summary>
    NoReplyToBody = 0x80000,

    /// <summary>Values of header fields keep the blank behind the colon.</summary>
    LeadingSpace = 0x100000,
}
