namespace Hikyaku.Mail.Migration.State;

/// <summary>A message as the source had it when it was imported last.</summary>
/// <param name="Uid">Its UID here.</param>
/// <param name="Flags">A digest of its flags and keywords there.</param>
internal readonly record struct SeenRecord(uint Uid, uint Flags);
