using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Mail;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.State;

/// <summary>The folder import/ of the data folder: what earlier imports saw at the source.</summary>
internal sealed class ImportState : IDisposable
{
    private readonly string _folder;
    private readonly bool _writes;
    private readonly FileStream? _lock;

    public ImportState(string dataFolder, bool writes)
    {
        (_folder, _writes) = (Path.Combine(dataFolder, "import"), writes);
        if (writes)
        {
            System.IO.Directory.CreateDirectory(_folder);
            _lock = Lock(Path.Combine(_folder, "lock"));
        }

        Facts = new SeenFacts(Path.Combine(_folder, "facts"));
    }

    /// <summary>Domains, accounts, aliases.</summary>
    public SeenFacts Facts { get; }

    /// <summary>Where names of folders with many messages lie meanwhile; a dry run writes nothing here.</summary>
    public string ScratchFolder => _writes ? _folder : Path.GetTempPath();

    /// <summary>What a mailbox was given, which the messages of its folder are told; without an account, of one that is not made yet.</summary>
    public SeenMessages Messages(AccountId? account, MailboxId mailbox, SourceMessages? messages) =>
        _writes ? SeenMessages.Open(SeenPath(account, mailbox), messages) : SeenMessages.Look(SeenPath(account, mailbox), messages);

    /// <summary>How many of some messages a mailbox was given.</summary>
    public int Count(AccountId? account, MailboxId mailbox, SourceMessages messages) => SeenMessages.Count(SeenPath(account, mailbox), messages);

    /// <summary>Whether a mailbox was ever imported.</summary>
    public bool HasMessages(AccountId? account, MailboxId mailbox) => File.Exists(SeenPath(account, mailbox));

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    /// <summary>The folders and subscriptions of an account.</summary>
    public SeenFolders Folders(AccountId? account) => SeenFolders.Open(Path.Combine(_folder, $"{account?.Value ?? 0}.json"), _writes);

    private string SeenPath(AccountId? account, MailboxId mailbox) => Path.Combine(_folder, $"{account?.Value ?? 0}-{mailbox.Value}.seen");

    // The system releases it with the process, however that ends.
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new ImportRunningException(path, e);
        }
    }
}
