namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The results wanted of SEARCH (RFC 4731, RFC 5182, RFC 5267, RFC 6203, RFC 9394).</summary>
[Flags]
public enum SearchReturn
{
    /// <summary>No RETURN was given: the old SEARCH response.</summary>
    None = 0,

    /// <summary>The lowest number.</summary>
    Min = 1,

    /// <summary>The highest number.</summary>
    Max = 2,

    /// <summary>All numbers.</summary>
    All = 4,

    /// <summary>How many.</summary>
    Count = 8,

    /// <summary>The result is kept as "$".</summary>
    Save = 16,

    /// <summary>Those at some positions.</summary>
    Partial = 32,

    /// <summary>Later changes of the result are told.</summary>
    Update = 64,

    /// <summary>A hint that the same is asked again.</summary>
    Context = 128,

    /// <summary>How well each message matches.</summary>
    Relevancy = 256,
}
