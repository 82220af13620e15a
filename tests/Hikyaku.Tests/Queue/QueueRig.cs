using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Reports;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Hikyaku.Storage.Sqlite.Queue;
using Hikyaku.Tests.Delivery.Protection;
using Hikyaku.Tests.Resolving;
using Hikyaku.Tests.Trace;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Queue;

/// <summary>A queue with a real table, a journal in memory, and remote hosts that do as told.</summary>
public sealed class QueueRig : IDisposable
{
    public const string Message = "Subject: hi\r\n\r\nbody\r\n";
    private const string ReturnPath = "Return-Path: <s@s.example>\r\n";
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("queue").FullName;
    private readonly MailMetrics _metrics = new(TimeProvider.System);
    private int _databases;
    private SqliteQueueStorage _storage;

    public QueueRig()
    {
        Blobs = new FakeBlobs(_folder);
        Trace = new MessageTrace(Traced, () => true, _metrics, Time);
        _storage = Open();
        Queue = Build();
        foreach (var name in (string[])["a", "b", "c"])
        {
            Dns.AddMx($"{name}.example", (10, $"mx.{name}.example")).AddHost($"mx.{name}.example", "192.0.2.1");
        }
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public KeptTrace Traced { get; } = new();

    public MessageTrace Trace { get; }

    public ProtectionRig Protection { get; } = new();

    public FakeDns Dns => Protection.Dns;

    public FakeMta Mta { get; } = new();

    public FakeJournal Journal { get; } = new();

    public FakeBlobs Blobs { get; }

    public Mail.Queue.Queue Queue { get; private set; }

    public QueuePolicy Policy { get; set; } = new();

    public RemoteRoutes Routes { get; set; } = RemoteRoutes.None;

    public string? LocalDomain { get; set; }

    public DeliveryResult LocalResult { get; set; } = new DeliveryResult.Delivered(SmtpStatus.Accepted);

    public bool DiesBehindLocalWrite { get; set; }

    public List<string> DeliveredHere { get; } = [];

    public List<(Envelope Envelope, string To, string Text)> Reports { get; } = [];

    internal SqliteQueueStorage Storage => _storage;

    public static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);

    public Task Add(params string[] recipients) => Add("s@s.example", DsnNotify.Unspecified, recipients);

    public Task Add(string sender, DsnNotify notify, params string[] recipients) =>
        AddCopies(sender, [.. recipients.Select(r => new QueueRecipient(Parse(r), new Recipient(Parse(r), notify)))]);

    public Task Add(Func<Envelope, Envelope> envelope, params string[] recipients) => Add(envelope, DsnNotify.Unspecified, recipients);

    public Task Add(Func<Envelope, Envelope> envelope, DsnNotify notify, params string[] recipients) =>
        AddCopies("s@s.example", envelope, [.. recipients.Select(r => new QueueRecipient(Parse(r), new Recipient(Parse(r), notify)))]);

    public Task AddCopies(string sender, params QueueRecipient[] recipients) => AddCopies(sender, envelope => envelope, recipients);

    /// <summary>What Mailstore.Deliver does with changes: append with the octets, write the file, apply.</summary>
    public async Task AddCopies(string sender, Func<Envelope, Envelope> with, params QueueRecipient[] recipients)
    {
        var content = MessageContent.FromMemory(Encoding.ASCII.GetBytes(ReturnPath + Message), ReturnPath.Length);
        var envelope = new Envelope { ReversePath = sender.Length == 0 ? null : Parse(sender), TraceId = "t-1", Arrived = Time.GetUtcNow() };
        var changes = Queue.Add(with(envelope), recipients, content);
        await Journal.Append(new JournalBatch([.. changes.Select(c => c.Entry)], [new BatchContent(content.Id, content)]), durable: true);
        Blobs.Put(content, [MessageLocation.InQueue(content.Id)]);
        foreach (var change in changes)
        {
            await change.Apply(content.Id, CancellationToken.None);
        }
    }

    /// <summary>Attempts everything that is due now.</summary>
    public async Task AttemptDue()
    {
        while (true)
        {
            var due = await Storage.Due(100, CancellationToken.None);
            var claims = await Storage.Claim(
                [.. due.Where(d => d.Due <= Time.GetUtcNow()).Select(d => d.Name)], Time.GetUtcNow(), Time.GetUtcNow() + Policy.Lease, Policy.RecipientsPerTransaction, CancellationToken.None);
            if (claims.Count == 0)
            {
                return;
            }

            foreach (var claim in claims)
            {
                await Attempt().Run(claim, CancellationToken.None);
            }
        }
    }

    public async Task<IReadOnlyList<QueueEntry>> List(QueueFilter? filter = null) =>
        await Queue.List(filter ?? QueueFilter.All, default, 1000, CancellationToken.None);

    /// <summary>The state of every recipient as text.</summary>
    public async Task<string> Describe() => string.Join('\n', (await List()).SelectMany(e => e.Recipients.Select(r =>
        $"{e.Message.Id} {e.Message.Blob} {r.Number} {r.Target} {r.Destination} {r.IsHeld} {r.Attempts}")));

    /// <summary>The process dies and starts again, with the table as it was or lost altogether.</summary>
    public async Task Restart(bool losesTable)
    {
        _storage.Dispose();
        _databases += losesTable ? 1 : 0;
        _storage = Open();
        Queue = Build();
        var replay = new QueueReplay(Queue, _storage, Blobs);
        foreach (var batch in Journal.Read())
        {
            foreach (var entry in batch.Entries)
            {
                await replay.Replay(entry, batch.Contents, CancellationToken.None);
            }
        }

        await replay.Complete(CancellationToken.None);
        await _storage.ReleaseLeases(Time.GetUtcNow(), CancellationToken.None);
    }

    internal QueueRunner Runner() => new(Queue, _storage, Attempt(), () => Policy, Time, NullLogger<QueueRunner>.Instance);

    public void Dispose()
    {
        _storage.Dispose();
        Trace.Dispose();
        _metrics.Dispose();
        Protection.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private SqliteQueueStorage Open() => new(Path.Combine(_folder, $"queue{_databases}.db"));

    private Mail.Queue.Queue Build() => new(_storage, Journal, Blobs, () => Routes, Trace, Time);

    private QueueAttempt Attempt()
    {
        var hosts = new RemoteHosts(Dns, new OwnAddresses("mx.example", () => []));
        var reports = new DeliveryReports(
            "mx.example", Blobs, CreateMessage, Report, Trace, Time, NullLogger<DeliveryReports>.Instance);
        var local = new LocalHandOver(Queue, Blobs, CreateMessage, (domain, _, _) => ValueTask.FromResult(domain == LocalDomain), DeliverHere, Time);
        return new QueueAttempt(
            Queue, _storage, Blobs, new RemoteDelivery(hosts, Protection.Protection(), Protection.Counts, Mta, () => Routes, () => SourceAddresses.None, Trace, Time), local, reports, Trace, () => Policy, Time, NullLogger<QueueAttempt>.Instance);
    }

    private MessageWriter CreateMessage() => new(1 << 20, id => Path.Combine(_folder, id.ToString()), _ => true);

    private async ValueTask<HandedOver> DeliverHere(
        Envelope envelope, Recipient recipient, MessageContent content, Func<HandedOver, PendingChange> change, CancellationToken cancellation)
    {
        var wantsReport = recipient.Notify.HasFlag(DsnNotify.Success) && LocalResult is DeliveryResult.Delivered;
        var result = new HandedOver(LocalResult, wantsReport ? ReportAction.Delivered : null);
        var settled = change(result);
        await Journal.Append(new JournalBatch([settled.Entry], [new BatchContent(content.Id, content)]), durable: true);
        if (result.Result is DeliveryResult.Delivered)
        {
            DeliveredHere.Add(recipient.Address.ToString());
        }

        if (DiesBehindLocalWrite)
        {
            throw new IOException("The process died.");
        }

        await settled.Apply(null, cancellation);
        return result;
    }

    private async ValueTask<DeliveryResult> Report(Envelope envelope, Recipient recipient, MessageContent content, PendingChange? also, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(also);
        await Journal.Append(new JournalBatch([also.Entry], [new BatchContent(content.Id, content)]), durable: true);
        using var reader = new StreamReader(content.OpenRead());
        Reports.Add((envelope, recipient.Address.ToString(), await reader.ReadToEndAsync(cancellation)));
        await also.Apply(null, cancellation);
        return new DeliveryResult.Delivered(SmtpStatus.Accepted);
    }
}
