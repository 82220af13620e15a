namespace Hikyaku.Mail.Directory;

/// <summary>A right to administer.</summary>
/// <param name="Account">Who has it.</param>
/// <param name="Domain">Over which domain; null: the whole server.</param>
public sealed record Grant(AccountId Account, DomainId? Domain);
