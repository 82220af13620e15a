using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Routing;

/// <summary>A target of an alias or forward that takes no mail now.</summary>
/// <param name="Address">The target.</param>
/// <param name="Status">Why.</param>
public sealed record RefusedTarget(Address Address, SmtpStatus Status);
