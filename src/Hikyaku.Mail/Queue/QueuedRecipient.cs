using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Queue;

/// <summary>One recipient of a queued message, with how far its delivery came.</summary>
/// <param name="Number">Its place among the recipients of the message; it never changes.</param>
/// <param name="Target">The address to send to.</param>
/// <param name="Original">The recipient of the envelope that led to it.</param>
/// <param name="Destination">Where it goes: a domain, or the smart host that a route names. Entries of one destination share limits and connections.</param>
/// <param name="Attempts">What was tried so far.</param>
/// <param name="IsHeld">Whether an administrator keeps it from being tried.</param>
/// <param name="IsPinned">Whether an administrator chose its destination, so that no route changes it.</param>
public sealed record QueuedRecipient(int Number, Address Target, Recipient Original, string Destination, AttemptState Attempts, bool IsHeld = false, bool IsPinned = false);
