using System.Collections.Immutable;

namespace Hikyaku.Mail.Store;

/// <summary>A message to add.</summary>
/// <param name="Content">Its octets; stays the caller's to dispose.</param>
/// <param name="Flags">Its system flags.</param>
/// <param name="Keywords">Its keywords.</param>
/// <param name="InternalDate">INTERNALDATE.</param>
public sealed record AppendMessage(MessageContent Content, MessageFlags Flags, ImmutableArray<string> Keywords, DateTimeOffset InternalDate);
