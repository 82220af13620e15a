using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>A message as the content filters leave it.</summary>
/// <param name="Envelope">Its envelope.</param>
/// <param name="Recipients">Its recipients.</param>
/// <param name="Content">Its octets.</param>
/// <param name="Refusal">Why it is not taken; null: it is.</param>
/// <param name="IsDiscarded">It is taken, and nobody gets it.</param>
public sealed record FilteredMessage(Envelope Envelope, IReadOnlyList<Recipient> Recipients, MessageContent Content, SmtpStatus? Refusal, bool IsDiscarded);
