using System.Collections.Immutable;

namespace Hikyaku.Mail.Store;

/// <summary>A message to take over.</summary>
/// <param name="SourceKey">What names it at its source, such as a Maildir base name; kept, so that a second import finds it.</param>
/// <param name="Uid">Its UID, or 0 to assign one.</param>
/// <param name="Flags">Its system flags.</param>
/// <param name="Keywords">Its keywords.</param>
/// <param name="InternalDate">INTERNALDATE.</param>
/// <param name="Pop3Uidl">The unique identifier that the old server showed, or null.</param>
/// <param name="Pop3Order">Its place in the old server's list, or null.</param>
/// <param name="Open">Opens the octets, with LF or CRLF line ends; the store writes CRLF. Called on any thread.</param>
public sealed record ImportedMessage(
    string SourceKey,
    uint Uid,
    MessageFlags Flags,
    ImmutableArray<string> Keywords,
    DateTimeOffset InternalDate,
    string? Pop3Uidl,
    long? Pop3Order,
    Func<Stream> Open);
