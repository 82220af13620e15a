namespace Hikyaku.Formats.Maildir;

/// <summary>One message of a UID file.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="BaseName">Its file's base name, Latin-1.</param>
/// <param name="Pop3Uidl">Dovecot's P: the UIDL that overrides the format.</param>
/// <param name="Pop3Order">Dovecot's O.</param>
/// <param name="MessageGuid">Dovecot's G; the default is the base name.</param>
public readonly record struct UidListEntry(uint Uid, string BaseName, string? Pop3Uidl = null, long? Pop3Order = null, string? MessageGuid = null);
