using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Mail.Delivery;

/// <summary>One recipient of an envelope, as the client named it.</summary>
/// <param name="Address">The forward-path.</param>
/// <param name="Notify">When the sender wants a report (RFC 3461 §4.1).</param>
/// <param name="OriginalRecipient">ORCPT as it came, <c>addr-type;xtext</c> (RFC 3461 §4.2), or null.</param>
public sealed record Recipient(Address Address, DsnNotify Notify = DsnNotify.Unspecified, string? OriginalRecipient = null);
