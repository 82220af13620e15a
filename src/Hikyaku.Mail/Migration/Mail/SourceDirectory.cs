using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>The directory of a folder.</summary>
/// <param name="Directory">Its name in the Maildir, Latin-1; "" for INBOX.</param>
/// <param name="Name">The folder's name with '/' between levels.</param>
/// <param name="Path">Where it lies, links followed.</param>
/// <param name="Naming">How the name came about.</param>
internal readonly record struct SourceDirectory(string Directory, string Name, BytePath Path, FolderNaming Naming);
