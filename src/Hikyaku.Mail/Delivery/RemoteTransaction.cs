namespace Hikyaku.Mail.Delivery;

/// <summary>One message to hand over to one host.</summary>
/// <param name="Host">The host.</param>
/// <param name="Envelope">The envelope.</param>
/// <param name="Recipients">The recipients, at least one.</param>
/// <param name="Length">The octets of the message.</param>
/// <param name="OpenMessage">Opens the octets to send, from the first header field on.</param>
public sealed record RemoteTransaction(
    RemoteHost Host, Envelope Envelope, IReadOnlyList<RemoteRecipient> Recipients, long Length, Func<Stream> OpenMessage);
