using Hikyaku.Mail.Searching;

namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>A search whose result is kept up to date for the client (RFC 5267 §4).</summary>
/// <param name="Tag">The command that began it.</param>
/// <param name="IsUid">The client is told UIDs.</param>
/// <param name="Condition">What is searched.</param>
internal sealed record SearchContext(string Tag, bool IsUid, Condition Condition)
{
    /// <summary>The UIDs that the client knows to be in the result.</summary>
    public HashSet<uint> Members { get; } = [];
}
