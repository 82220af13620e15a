namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The data items of FETCH (RFC 9051 §6.4.5).</summary>
public enum FetchKind
{
    /// <summary>UID.</summary>
    Uid,

    /// <summary>FLAGS.</summary>
    Flags,

    /// <summary>INTERNALDATE.</summary>
    InternalDate,

    /// <summary>RFC822.SIZE.</summary>
    Size,

    /// <summary>MODSEQ (RFC 7162).</summary>
    ModSeq,

    /// <summary>ENVELOPE.</summary>
    Envelope,

    /// <summary>BODY without a section.</summary>
    Body,

    /// <summary>BODYSTRUCTURE.</summary>
    BodyStructure,

    /// <summary>BODY[section], and the old RFC822 items.</summary>
    Section,

    /// <summary>BINARY[section] (RFC 3516).</summary>
    Binary,

    /// <summary>BINARY.SIZE[section].</summary>
    BinarySize,

    /// <summary>SAVEDATE (RFC 8514).</summary>
    SaveDate,

    /// <summary>PREVIEW (RFC 8970).</summary>
    Preview,

    /// <summary>EMAILID (RFC 8474).</summary>
    EmailId,

    /// <summary>THREADID (RFC 8474).</summary>
    ConversationId,
}
