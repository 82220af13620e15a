using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Queue;

/// <summary>One address that a message in the queue goes to.</summary>
/// <param name="Target">The address to send to.</param>
/// <param name="Original">The recipient of the envelope that led to it; reports speak of this one.</param>
/// <param name="ForwardedBy">The address of ours that leads there, or null.</param>
/// <param name="SendAs">The reverse-path of a forward, or null for that of the message.</param>
/// <param name="IsHere">Whether it waits for a mailbox here.</param>
public sealed record QueueRecipient(Address Target, Recipient Original, Address? ForwardedBy = null, Address? SendAs = null, bool IsHere = false);
