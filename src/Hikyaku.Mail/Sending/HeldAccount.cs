using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Sending;

/// <summary>An account whose mail waits in the queue until somebody has looked.</summary>
/// <param name="Account">The account.</param>
/// <param name="Cause">What was seen; null: an administrator held it.</param>
/// <param name="Count">How many of it in an hour.</param>
/// <param name="Since">Since when.</param>
public sealed record HeldAccount(AccountId Account, SentKind? Cause, int Count, DateTimeOffset Since);
