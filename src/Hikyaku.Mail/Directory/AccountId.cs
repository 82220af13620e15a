namespace Hikyaku.Mail.Directory;

/// <summary>The identity of an account; it survives renames and is never given again.</summary>
/// <param name="Value">The row number in the directory.</param>
public readonly record struct AccountId(long Value);
