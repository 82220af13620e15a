namespace Hikyaku.Formats.Mime;

/// <summary>How much structure of a message is looked at; what lies beyond is kept but not taken apart.</summary>
public sealed record MimeLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static MimeLimits Default { get; } = new();

    /// <summary>Nesting of multiparts and messages.</summary>
    public int Depth { get; init; } = 50;

    /// <summary>Body parts of one message.</summary>
    public int Parts { get; init; } = 1000;

    /// <summary>Header fields of one part.</summary>
    public int Fields { get; init; } = 1000;

    /// <summary>Octets of header fields that are looked at in one part.</summary>
    public int HeaderOctets { get; init; } = 256 * 1024;

    /// <summary>Octets of header fields that are looked at in one message.</summary>
    public int AllHeaderOctets { get; init; } = 4 * 1024 * 1024;

    /// <summary>Octets of a boundary (RFC 2046 §5.1.1 allows 70).</summary>
    public int Boundary { get; init; } = 250;

    /// <summary>Parameters of one Content-Type or Content-Disposition.</summary>
    public int Parameters { get; init; } = 100;

    /// <summary>Addresses of one field.</summary>
    public int Addresses { get; init; } = 5000;
}
