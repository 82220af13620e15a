using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Reception;

/// <summary>What a submitted message gets where its header lacks it (RFC 6409 §8).</summary>
/// <param name="Date">UTC.</param>
/// <param name="MessageId">Without angle brackets.</param>
/// <param name="From">The sender, or null.</param>
/// <param name="Sender">Who signed in: for a message of several authors, which has to name the one who sent it (RFC 5322 §3.6.2); or null.</param>
public sealed record HeaderCompletion(DateTimeOffset Date, string MessageId, Address? From, Address? Sender = null);
