namespace Hikyaku.Mail.Directory;

/// <summary>Names one domain for ever.</summary>
/// <param name="Value">Positive.</param>
public readonly record struct DomainId(long Value);
