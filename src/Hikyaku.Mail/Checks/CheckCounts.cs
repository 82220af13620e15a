namespace Hikyaku.Mail.Checks;

/// <summary>What a check did.</summary>
/// <param name="Found">How often it found something.</param>
/// <param name="Excused">How often an exception for a domain held.</param>
/// <param name="Refused">How often it refused or deferred a recipient or a message, alone or with its part of a score.</param>
public sealed record CheckCounts(long Found, long Excused, long Refused);
