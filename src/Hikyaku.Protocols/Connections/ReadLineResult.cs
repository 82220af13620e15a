namespace Hikyaku.Protocols.Connections;

/// <summary>A line from a client, or why there is none.</summary>
/// <param name="Status">How the read ended.</param>
/// <param name="Line">The octets without the line end; valid until the next read from the connection.</param>
/// <param name="HasBareLf">The line ended with LF alone.</param>
/// <param name="HasBareCr">The line holds a CR that no LF follows.</param>
/// <param name="HasNul">The line holds a NUL.</param>
public readonly record struct ReadLineResult(ReadStatus Status, ReadOnlyMemory<byte> Line, bool HasBareLf, bool HasBareCr, bool HasNul)
{
    /// <summary>A read that gave no line.</summary>
    public ReadLineResult(ReadStatus status)
        : this(status, default, HasBareLf: false, HasBareCr: false, HasNul: false)
    {
    }
}
