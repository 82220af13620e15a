namespace Hikyaku.Mail.Queue;

/// <summary>A queued message with some or all of its recipients.</summary>
/// <param name="Message">The message.</param>
/// <param name="Recipients">The recipients, by number.</param>
public sealed record QueueEntry(QueuedMessage Message, IReadOnlyList<QueuedRecipient> Recipients);
