namespace Hikyaku.Mail.Store;

/// <summary>What was written to a file.</summary>
/// <param name="Length">How many octets.</param>
/// <param name="Checksum">Their CRC-32C.</param>
public readonly record struct WrittenOctets(long Length, uint Checksum);
