namespace Hikyaku.Mail.Store;

/// <summary>A message as POP3 lists it.</summary>
public readonly record struct Pop3Entry(uint Uid, long Size, string Uidl);
