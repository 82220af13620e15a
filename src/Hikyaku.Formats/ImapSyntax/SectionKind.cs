namespace Hikyaku.Formats.ImapSyntax;

/// <summary>What of a part a section names (RFC 9051 §6.4.5.1).</summary>
public enum SectionKind
{
    /// <summary>The part's body, or the whole message.</summary>
    All,

    /// <summary>HEADER.</summary>
    Header,

    /// <summary>HEADER.FIELDS.</summary>
    Fields,

    /// <summary>HEADER.FIELDS.NOT.</summary>
    FieldsNot,

    /// <summary>TEXT.</summary>
    Text,

    /// <summary>MIME: the part's own header.</summary>
    Mime,
}
