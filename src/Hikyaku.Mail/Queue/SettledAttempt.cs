namespace Hikyaku.Mail.Queue;

/// <summary>The state of a recipient after an attempt that did not end its wait.</summary>
/// <param name="Number">The recipient.</param>
/// <param name="State">What was tried, and when it is tried next.</param>
public sealed record SettledAttempt(int Number, AttemptState State);
