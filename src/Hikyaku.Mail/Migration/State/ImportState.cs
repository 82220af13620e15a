using Hikyaku.Mail.Directory;
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

    /// <summary>The messages of a mailbox; without an account, of one that is not made yet.</summary>
    public SeenMessages Messages(AccountId? account, MailboxId mailbox) => _writes ? SeenMessages.Open(SeenPath(account, mailbox)) : SeenMessages.Look(SeenPath(account, mailbox));

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
