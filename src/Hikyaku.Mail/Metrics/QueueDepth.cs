namespace Hikyaku.Mail.Metrics;

/// <summary>How much mail waits.</summary>
/// <param name="Messages">Messages in the queue.</param>
/// <param name="Oldest">When the one that waits longest came; null for an empty queue.</param>
public sealed record QueueDepth(long Messages, DateTimeOffset? Oldest);
