namespace Hikyaku.Storage.Sqlite;

/// <summary>How far a commit reaches before it returns.</summary>
internal enum SqliteSynchronous
{
    /// <summary>A power cut may drop the newest commits, never tear the database; for files that the journal restores.</summary>
    Normal,

    /// <summary>Each commit is on stable storage; for files that stand alone.</summary>
    Full,
}
