namespace Hikyaku.Formats.ImapSyntax;

/// <summary>One data item of a FETCH command.</summary>
public sealed record FetchItem(FetchKind Kind)
{
    /// <summary>The name that the answer carries, such as BODY[1.MIME]&lt;0&gt;.</summary>
    public string Name { get; init; } = "";

    /// <summary>The part number; empty for the message.</summary>
    public IReadOnlyList<int> Part { get; init; } = [];

    /// <summary>What of the part is wanted.</summary>
    public SectionKind Section { get; init; }

    /// <summary>The header fields of HEADER.FIELDS, in upper case.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Reading it sets \Seen.</summary>
    public bool SetsSeen { get; init; }

    /// <summary>NIL is better than to wait (RFC 8970 §3.1: LAZY).</summary>
    public bool IsLazy { get; init; }

    /// <summary>The first octet wanted; null for all.</summary>
    public uint? From { get; init; }

    /// <summary>The most octets wanted.</summary>
    public uint Count { get; init; } = uint.MaxValue;
}
