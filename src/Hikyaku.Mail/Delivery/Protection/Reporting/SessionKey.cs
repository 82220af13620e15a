namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>What sessions are counted by: a day of UTC, a domain and its policy.</summary>
/// <param name="Day">The day.</param>
/// <param name="Domain">The domain of the recipients.</param>
/// <param name="Policy">The policy that was applied.</param>
public sealed record SessionKey(DateOnly Day, string Domain, TlsPolicy Policy);
