using Hikyaku.Mail.Reports;

namespace Hikyaku.Mail.Queue;

/// <summary>What an attempt means for one recipient.</summary>
/// <param name="Number">The recipient.</param>
/// <param name="Waiting">Its state while it waits on, or null when its delivery ended.</param>
/// <param name="Report">What its sender is told, or null.</param>
/// <param name="Untold">Its state while that can not be told.</param>
internal sealed record AttemptVerdict(int Number, AttemptState? Waiting, ReportedRecipient? Report, AttemptState Untold);
