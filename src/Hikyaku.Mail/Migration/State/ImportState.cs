using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.State;

/// <summary>The folder import/ of the data folder: what earlier imports saw at the source.</summary>
internal sealed class ImportState : IDisposable
{
    private readonly string _folder;
    private readonly FileStream? _lock;

    public ImportState(string dataFolder, bool writes)
    {
        _folder = Path.Combine(dataFolder, "import");
        if (writes)
        {
            System.IO.Directory.CreateDirectory(_folder);
            _lock = Lock(Path.Combine(_folder, "lock"));
        }

        Facts = new SeenFacts(Path.Combine(_folder, "facts"));
    }

    /// <summary>Domains, accounts, aliases.</summary>
    public SeenFacts Facts { get; }

    /// <summary>The messages of a mailbox.</summary>
    public SeenMessages Messages(AccountId account, MailboxId mailbox) =>
        SeenMessages.Open(Path.Combine(_folder, $"{account.Value}-{mailbox.Value}.seen"));

    /// <summary>Whether a mailbox was ever imported.</summary>
    public bool HasMessages(AccountId account, MailboxId mailbox) => File.Exists(Path.Combine(_folder, $"{account.Value}-{mailbox.Value}.seen"));

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

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
