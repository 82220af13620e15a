using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Reports;

/// <summary>What a report says about one recipient.</summary>
/// <param name="Action">What happened.</param>
/// <param name="Original">The recipient as the sender knows it.</param>
/// <param name="Target">The address that was tried.</param>
/// <param name="Status">The status that the action rests on.</param>
/// <param name="Diagnostic">The last words of the remote host, or of this one when none answered.</param>
/// <param name="Remote">The host that said them, as <c>name [address]</c>, or null.</param>
/// <param name="LastAttempt">When it was tried.</param>
/// <param name="Expires">Until when it is tried.</param>
public sealed record ReportedRecipient(
    ReportAction Action, Recipient Original, Address Target, SmtpStatus Status, SmtpStatus Diagnostic, string? Remote, DateTimeOffset LastAttempt, DateTimeOffset Expires);
