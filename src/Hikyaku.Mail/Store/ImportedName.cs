namespace Hikyaku.Mail.Store;

/// <summary>What POP3 is to call a message that was imported.</summary>
/// <param name="Uid">The message.</param>
/// <param name="SourceKey">What names it at its source.</param>
/// <param name="Pop3Uidl">The unique identifier that the old server showed, or null.</param>
/// <param name="Pop3Order">Its place in the old server's list, or null.</param>
public readonly record struct ImportedName(uint Uid, string SourceKey, string? Pop3Uidl, long? Pop3Order);
