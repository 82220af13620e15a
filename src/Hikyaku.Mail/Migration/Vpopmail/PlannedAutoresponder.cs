namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>An automatic reply to keep.</summary>
public sealed record PlannedAutoresponder(string Address, TimeSpan Period, int MaxReplies, bool QuotesOriginal, ReadOnlyMemory<byte> Message)
{
    /// <summary>An address whose meaning could not be taken: its mail is deferred.</summary>
    public static PlannedAutoresponder Deferred(string address) => new(address, TimeSpan.FromDays(1), 1, false, default);
}
