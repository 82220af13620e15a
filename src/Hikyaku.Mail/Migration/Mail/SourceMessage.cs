using Hikyaku.Formats.Maildir;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>A message file; made when it is asked for, see <see cref="SourceMessages"/>.</summary>
/// <param name="Key">Its base name; made unique where two files share one.</param>
/// <param name="FileName">The name now, Latin-1.</param>
/// <param name="IsNew">Whether it lies in new/.</param>
/// <param name="Name">The name's parts.</param>
/// <param name="Uid">The UID it has, or would get next, at its source.</param>
internal readonly record struct SourceMessage(string Key, string FileName, bool IsNew, MaildirName Name, uint Uid);
