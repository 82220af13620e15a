namespace Hikyaku.Mail.Directory;

/// <summary>What a domain holds, to be compared with its limits.</summary>
/// <param name="Accounts">Accounts.</param>
/// <param name="Aliases">Aliases.</param>
/// <param name="Forwards">Accounts with a forward.</param>
/// <param name="Autoresponders">Autoresponders.</param>
/// <param name="MailingLists">Mailing lists.</param>
/// <param name="QuotaBytes">The sum of the accounts' quotas in octets.</param>
/// <param name="QuotaMessages">The sum of the accounts' quotas in messages.</param>
public sealed record DomainUsage(int Accounts, int Aliases, int Forwards, int Autoresponders, int MailingLists, long QuotaBytes, long QuotaMessages);
