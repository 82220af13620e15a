namespace Hikyaku.Mail.Migration.State;

/// <summary>A message as the source had it when it was imported last.</summary>
/// <param name="Uid">Its UID here.</param>
/// <param name="Flags">Its flags there in the lowest 8 bits, above them the number of its set of keywords.</param>
internal readonly record struct SeenRecord(uint Uid, uint Flags);
