namespace Hikyaku.Mail.Directory;

/// <summary>Names one account for ever; never given to another, since it also names the folder of its mail.</summary>
/// <param name="Value">Positive.</param>
public readonly record struct AccountId(long Value);
