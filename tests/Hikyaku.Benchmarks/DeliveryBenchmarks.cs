using System.Text;
using BenchmarkDotNet.Attributes;
using Hikyaku.Mail.Changes;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Blobs;
using Hikyaku.Storage.Journal;
using Hikyaku.Storage.Sqlite.Accounts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hikyaku.Benchmarks;

/// <summary>Deliveries of the store alone: many senders at once, each message on the disk before it counts.</summary>
public class DeliveryBenchmarks : IAsyncDisposable
{
    private const int Senders = 10;
    private const int Each = 100;
    private readonly string _path = Path.Combine(Path.GetTempPath(), "hikyaku-bench-" + Guid.NewGuid().ToString("N"));
    private readonly byte[] _message = Encoding.ASCII.GetBytes($"From: a@b.example\r\nSubject: bench\r\n\r\n{new string('x', 4000)}\r\n");
    private Mailstore? _store;
    private StoreLifetime? _lifetime;

    [GlobalSetup]
    public async Task Open()
    {
        var (folder, options) = (new DataFolder(_path), new JournalOptions());
        var room = new DiskRoom(folder, options, NullLogger<DiskRoom>.Instance);
        var segments = new SegmentFiles(folder, options, room);
        var journal = new RedoLog(folder, options, segments, room, NullLogger<RedoLog>.Instance);
        var late = new LateDatabases();
        var (files, accounts) = (new MessageFiles(folder, room), new AccountStorage(folder, late));
        var volume = new Volume(folder, journal, files, accounts, late, segments, room, options);
        _store = new Mailstore(volume, accounts, journal, files, new ChangeFeed(), TimeProvider.System, new StoreLimits(), NullLogger<Mailstore>.Instance);
        _lifetime = new StoreLifetime(_store, [], NullLogger<StoreLifetime>.Instance);
        await _lifetime.Start([], CancellationToken.None);
        for (var id = 1; id <= Senders * 5; id++)
        {
            await Deliver(id);
        }
    }

    [Benchmark(OperationsPerInvoke = Senders * Each)]
    public Task Ten_senders_deliver() => Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
    {
        for (var at = 0; at < Each; at++)
        {
            await Deliver(1 + (sender * 5) + (at % 5));
        }
    })));

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        if (_lifetime is not null)
        {
            await _lifetime.DisposeAsync();
            System.IO.Directory.Delete(_path, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    private async Task Deliver(long id)
    {
        await using var content = MessageContent.FromMemory(_message);
        var account = new Account { Id = new AccountId(id), DomainId = new DomainId(1), Address = $"user{id}@store.example" };
        if ((await _store!.Deliver(content, [new MailboxDelivery(account, "INBOX", MessageFlags.None, [])], [], CancellationToken.None))[0] is not DeliveryOutcome.Stored)
        {
            throw new InvalidOperationException("A message was not stored.");
        }
    }
}
