using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reports;

namespace Hikyaku.Mail.Queue;

/// <summary>How a delivery here of a message of the queue ends.</summary>
/// <param name="Result">The result.</param>
/// <param name="Told">What the sender is to be told of the success, or null for nothing.</param>
public sealed record HandedOver(DeliveryResult Result, ReportAction? Told);
