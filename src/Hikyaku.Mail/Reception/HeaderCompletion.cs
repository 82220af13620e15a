using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Reception;

/// <summary>What a submitted message gets where its header lacks it (RFC 6409 §8).</summary>
/// <param name="Date">UTC.</param>
/// <param name="MessageId">Without angle brackets.</param>
/// <param name="From">The sender, or null.</param>
public sealed record HeaderCompletion(DateTimeOffset Date, string MessageId, Address? From);
