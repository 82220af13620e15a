namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>An automatic reply to keep.</summary>
public sealed record PlannedAutoresponder(string Address, TimeSpan Period, int MaxReplies, bool QuotesOriginal, ReadOnlyMemory<byte> Message);
