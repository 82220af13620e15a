namespace Hikyaku.Mail.Directory;

/// <summary>One change that was made.</summary>
/// <param name="Id">Ascending.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">By whom and from where.</param>
/// <param name="Action">What was done, such as "account.add".</param>
/// <param name="Subject">The address, domain or setting it was done to.</param>
/// <param name="Before">The former state as JSON without password hashes; null: there was none.</param>
/// <param name="After">The new state likewise; null: there is none.</param>
public sealed record AuditRecord(long Id, DateTimeOffset At, Actor Actor, string Action, string Subject, string? Before, string? After);
