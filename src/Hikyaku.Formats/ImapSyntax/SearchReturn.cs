namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The results wanted of SEARCH (RFC 4731, RFC 5182).</summary>
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
}
