namespace Hikyaku.Mail.Store;

/// <summary>What became of one message of an import.</summary>
/// <param name="Uid">Its UID here, or 0 when it was left out.</param>
/// <param name="Size">Its octets here.</param>
/// <param name="Problem">Why it was left out, or null.</param>
/// <param name="Checksum">The CRC-32C of its octets here.</param>
public readonly record struct ImportedItem(uint Uid, long Size, string? Problem, uint? Checksum = null);
