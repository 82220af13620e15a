namespace Hikyaku.Mail.Searching.Threads;

/// <summary>What threading must know of a message.</summary>
/// <param name="Uid">The message.</param>
/// <param name="Date">When it was sent, or came, in seconds.</param>
/// <param name="Arrival">When it came, in seconds.</param>
/// <param name="Subject">The folded base subject.</param>
/// <param name="IsReply">Whether the subject had marks of a reply or a forward.</param>
/// <param name="MessageId">Its identifier, or nothing.</param>
/// <param name="References">The identifiers of those it answers, the oldest first.</param>
internal sealed record ThreadedMessage(
    uint Uid, long Date, long Arrival, string Subject, bool IsReply, string MessageId, IReadOnlyList<string> References);
