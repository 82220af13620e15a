namespace Hikyaku.Mail.Queue;

/// <summary>How much of the queue is meant.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Recipients">Their recipients that are meant.</param>
/// <param name="Octets">The octets of the messages.</param>
public sealed record QueueCount(long Messages, long Recipients, long Octets);
