namespace Hikyaku.Mail.Directory;

/// <summary>A directory that is thrown away when it is disposed: changes are checked, refused and seen in it as in the real one, which stays as it is.</summary>
public sealed class DirectoryRehearsal : IDisposable
{
    private readonly IDirectoryStorage _copy;

    internal DirectoryRehearsal(IDirectoryStorage copy, Directory directory, DirectoryEditor editor) =>
        (_copy, Directory, Editor) = (copy, directory, editor);

    /// <summary>What is there, with the changes of <see cref="Editor"/>.</summary>
    public Directory Directory { get; }

    /// <summary>Makes changes that nobody else sees.</summary>
    public DirectoryEditor Editor { get; }

    /// <inheritdoc/>
    public void Dispose() => _copy.Dispose();
}
