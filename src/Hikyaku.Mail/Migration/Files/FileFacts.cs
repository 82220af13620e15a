namespace Hikyaku.Mail.Migration.Files;

/// <summary>What a file system tells of a name.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Octets.</param>
/// <param name="Modified">mtime.</param>
/// <param name="IsExecutable">Whether an execute bit is set.</param>
public readonly record struct FileFacts(FileKind Kind, long Length, DateTimeOffset Modified, bool IsExecutable);
