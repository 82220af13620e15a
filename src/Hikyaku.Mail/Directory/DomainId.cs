namespace Hikyaku.Mail.Directory;

/// <summary>The identity of a domain.</summary>
/// <param name="Value">The row number in the directory.</param>
public readonly record struct DomainId(long Value);
