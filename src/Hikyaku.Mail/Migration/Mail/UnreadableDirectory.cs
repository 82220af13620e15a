namespace Hikyaku.Mail.Migration.Mail;

/// <summary>A directory or link that looks like a folder and cannot be read as one.</summary>
/// <param name="Name">Its name, Latin-1.</param>
/// <param name="Code">The text that says why.</param>
/// <param name="Target">Where the link leads, Latin-1; "" for a directory.</param>
/// <param name="Messages">The messages in it, or null where they cannot be counted.</param>
internal readonly record struct UnreadableDirectory(string Name, string Code, string Target, long? Messages);
