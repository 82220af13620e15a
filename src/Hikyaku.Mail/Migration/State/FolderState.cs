namespace Hikyaku.Mail.Migration.State;

/// <summary>Where the messages of a source folder went.</summary>
/// <param name="Mailbox">The mailbox here, by its number: its user may rename it.</param>
/// <param name="UidValidity">The source's UIDVALIDITY, or 0.</param>
/// <param name="Source">The folder's name at the source.</param>
/// <param name="Here">The name that an import gave the mailbox.</param>
internal sealed record FolderState(long Mailbox, uint UidValidity, string Source, string Here);
