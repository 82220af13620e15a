using Hikyaku.Formats.Maildir;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>A message file.</summary>
/// <param name="Key">Its base name; made unique where two files share one.</param>
/// <param name="Info">What follows the base name in the file's name, Latin-1; one text for all messages that have the same.</param>
/// <param name="IsNew">Whether it lies in new/.</param>
/// <param name="Name">The name's parts.</param>
internal readonly record struct SourceMessage(string Key, string Info, bool IsNew, MaildirName Name)
{
    /// <summary>The name now, Latin-1.</summary>
    public string FileName => Name.BaseName + Info;
}
