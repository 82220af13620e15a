using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Routing.Srs;

/// <summary>Where a report to a rewritten sender goes.</summary>
/// <param name="Original">The sender; null: nowhere.</param>
/// <param name="Status">Why nowhere.</param>
public sealed record SrsReturn(Address? Original, SmtpStatus Status);
