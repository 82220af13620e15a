namespace Hikyaku.Mail.Store;

/// <summary>Which details of messages are wanted.</summary>
[Flags]
public enum DetailFields
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The ready ENVELOPE text.</summary>
    Envelope = 1,

    /// <summary>The ready BODY text.</summary>
    Body = 2,

    /// <summary>The ready BODYSTRUCTURE text.</summary>
    BodyStructure = 4,

    /// <summary>The places of the parts.</summary>
    Parts = 8,

    /// <summary>The preview text.</summary>
    Preview = 32,

    /// <summary>The unique identifier that POP3 shows.</summary>
    Pop3Uidl = 64,

    /// <summary>Everything.</summary>
    All = 111,

    /// <summary>Only what is stored already: a message that was not analyzed yet is left out.</summary>
    OnlyStored = 128,
}
