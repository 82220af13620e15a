using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.State;

/// <summary>The folder import/ of the data folder: what earlier imports saw at the source.</summary>
internal sealed class ImportState
{
    private readonly string _folder;

    public ImportState(string dataFolder, bool create)
    {
        _folder = Path.Combine(dataFolder, "import");
        if (create)
        {
            System.IO.Directory.CreateDirectory(_folder);
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
}
