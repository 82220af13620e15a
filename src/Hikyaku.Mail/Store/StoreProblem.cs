using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Store;

/// <summary>Something wrong with stored mail.</summary>
/// <param name="Account">Whose mail.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Mailbox">Which mailbox; empty when the problem has none.</param>
/// <param name="Uid">Which message, or 0.</param>
/// <param name="Detail">The numbers, for a person.</param>
/// <param name="IsRepaired">Whether it was put right.</param>
public sealed record StoreProblem(AccountId Account, StoreProblemKind Kind, string Mailbox, uint Uid, string Detail, bool IsRepaired);
