namespace Hikyaku.Mail.Store;

/// <summary>A database file is damaged, or is no database at all; nothing in it was changed.</summary>
/// <param name="file">The database file.</param>
/// <param name="inner">What the database engine said.</param>
public sealed class DatabaseDamagedException(string file, Exception inner) : Exception($"{file} is damaged: {inner?.Message}", inner)
{
    /// <summary>The database file.</summary>
    public string File { get; } = file;
}
