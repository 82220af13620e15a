namespace Hikyaku.Mail.Directory;

/// <summary>The seam to the database of the directory, the settings and the audit records.</summary>
public interface IDirectoryStorage : IDisposable
{
    /// <summary>Runs the work on one consistent snapshot.</summary>
    ValueTask<T> Read<T>(Func<IDirectoryReader, T> work, CancellationToken cancellation);

    /// <summary>Runs the work in one transaction, alone; it is on stable storage when this returns, and undone when the work throws.</summary>
    ValueTask<T> Change<T>(Func<IDirectoryWriter, T> work, CancellationToken cancellation);

    /// <summary>A copy of all of it that no one else sees and that is gone when it is disposed, to try what changes would come to.</summary>
    ValueTask<IDirectoryStorage> Copy(CancellationToken cancellation);

    /// <summary>The settings that differ from their defaults, as they are when the storage is opened.</summary>
    IReadOnlyDictionary<string, string> LoadSettings();
}
