namespace Hikyaku.Mail.Store;

/// <summary>A message that looks for its conversation.</summary>
/// <param name="Mailbox">Its mailbox.</param>
/// <param name="Uid">Its UID.</param>
/// <param name="Email">Names its octets, and the conversation if it begins one.</param>
/// <param name="Keys">What it shares with the others of the conversation, the nearest first.</param>
/// <param name="Kept">How many of the keys are kept for those that come later.</param>
public sealed record ThreadCandidate(MailboxId Mailbox, uint Uid, long Email, IReadOnlyList<long> Keys, int Kept);
