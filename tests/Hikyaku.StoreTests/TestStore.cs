using System.Text;

using Hikyaku.Mail.Changes;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Blobs;
using Hikyaku.Storage.Journal;
using Hikyaku.Storage.Sqlite.Accounts;

using Microsoft.Extensions.Logging.Abstractions;

namespace Hikyaku.StoreTests;

/// <summary>A store on a folder of its own.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly bool _ownsFolder;

    private TestStore(string path, bool ownsFolder, JournalOptions options, IEnumerable<IJournalReplay> replays, StoreLimits limits)
    {
        (Path, _ownsFolder) = (path, ownsFolder);
        Folder = new DataFolder(path);
        Room = new DiskRoom(Folder, options, NullLogger<DiskRoom>.Instance);
        var segments = new SegmentFiles(Folder, options, Room);
        Journal = new RedoLog(Folder, options, segments, Room, NullLogger<RedoLog>.Instance);
        Files = new MessageFiles(Folder, Room);
        Late = new LateDatabases();
        Accounts = new AccountStorage(Folder, Late);
        Volume = new Volume(Folder, Journal, Files, Accounts, Late, segments, Room, options);
        Store = new Mailstore(Volume, Accounts, Journal, Files, new ChangeFeed(), TimeProvider.System, limits, NullLogger<Mailstore>.Instance);
        Lifetime = new StoreLifetime(Store, replays, NullLogger<StoreLifetime>.Instance);
    }

    public string Path { get; }

    public DataFolder Folder { get; }

    public DiskRoom Room { get; }

    public RedoLog Journal { get; }

    public MessageFiles Files { get; }

    public LateDatabases Late { get; }

    public AccountStorage Accounts { get; }

    public Volume Volume { get; }

    public Mailstore Store { get; }

    public StoreLifetime Lifetime { get; }

    // Checkpoints happen when a test wants them, and so does indexing.
    public static StoreLimits Quiet { get; } = new() { CheckpointInterval = TimeSpan.FromHours(1), IndexQuiet = TimeSpan.FromHours(1) };

    public static async Task<TestStore> Open(
        string? path = null, JournalOptions? options = null, IEnumerable<IJournalReplay>? replays = null, StoreLimits? limits = null,
        IReadOnlyList<AccountId>? rebuild = null)
    {
        var store = new TestStore(
            path ?? NewFolder(), path is null, options ?? new JournalOptions { SegmentBytes = 1 << 20, ReservedBytes = 0 }, replays ?? [], limits ?? Quiet);
        await store.Lifetime.Start(rebuild ?? [], CancellationToken.None);
        return store;
    }

    public static string NewFolder() => System.IO.Path.Combine(System.IO.Path.GetTempPath(), "hikyaku-store-" + Guid.NewGuid().ToString("N"));

    public static Account Account(long id, long quotaBytes = 0, long quotaMessages = 0) => new()
    {
        Id = new AccountId(id),
        DomainId = new DomainId(1),
        Address = $"user{id}@store.example",
        QuotaBytes = quotaBytes,
        QuotaMessages = quotaMessages,
    };

    public static MessageContent Message(string subject, int bodyLength = 20) => MessageContent.FromMemory(Encoding.ASCII.GetBytes(
        $"Return-Path: <a@b.example>\r\nFrom: A <a@b.example>\r\nSubject: {subject}\r\nMessage-ID: <{subject}@b.example>\r\n\r\n{new string('x', bodyLength)}\r\n"));

    public async Task<uint> Deliver(long account, string subject, string mailbox = "INBOX", int bodyLength = 20)
    {
        await using var content = Message(subject, bodyLength);
        var outcomes = await Store.Deliver(content, [new MailboxDelivery(Account(account), mailbox, MessageFlags.None, [])], [], default);
        return Assert.IsType<DeliveryOutcome.Stored>(outcomes[0]).Uid;
    }

    public ValueTask<MailAccount> Account(long id, CancellationToken cancellation) => Store.Open(new AccountId(id), cancellation);

    public static async Task<string> Text(MailAccount account, MailboxId mailbox, uint uid)
    {
        using var reader = await account.OpenMessage(mailbox, uid, default);
        Assert.NotNull(reader);
        var octets = new byte[reader.Length];
        await reader.Read(octets, 0, default);
        return Encoding.ASCII.GetString(octets);
    }

    /// <summary>Copies the folder as it is now: what a killed process leaves.</summary>
    public string Snapshot()
    {
        var copy = NewFolder();
        CopyTree(Path, copy);
        return copy;
    }

    public static void CopyTree(string from, string to)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (var folder in System.IO.Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            System.IO.Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        }

        foreach (var file in System.IO.Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            if (System.IO.Path.GetFileName(file) == "lock")
            {
                continue;
            }

            File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Lifetime.DisposeAsync();
        if (_ownsFolder)
        {
            System.IO.Directory.Delete(Path, recursive: true);
        }
    }
}
