namespace Hikyaku.Mail.Store;

/// <summary>Another process has the data folder open.</summary>
/// <param name="folder">The data folder.</param>
/// <param name="processId">The process that has it, or 0 when it can not be known.</param>
public sealed class DataFolderInUseException(string folder, int processId)
    : Exception($"The data folder {folder} is in use by process {processId}. Stop that process, or use its own commands.")
{
    /// <summary>The data folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The process that has it.</summary>
    public int ProcessId { get; } = processId;
}
