using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Delivery;

/// <summary>One recipient of a remote transaction.</summary>
/// <param name="Target">The address to send to.</param>
/// <param name="Original">The recipient whose wishes about reports are passed on.</param>
public sealed record RemoteRecipient(Address Target, Recipient Original);
