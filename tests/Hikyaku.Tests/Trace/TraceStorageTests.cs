using System.Net;
using Hikyaku.Mail.Trace;
using Hikyaku.Storage.Sqlite.Trace;

namespace Hikyaku.Tests.Trace;

public sealed class TraceStorageTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("trace").FullName;
    private readonly SqliteTraceStorage _storage;

    public TraceStorageTests() => _storage = new SqliteTraceStorage(_folder);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _storage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_message_is_found_by_everything_that_is_known_of_it()
    {
        await _storage.Write([Received("a-1", Noon), Queued("a-1", Noon.AddSeconds(1)), Received("b-1", Noon) with { Origin = new TraceOrigin { Sender = "" } }]);
        TraceFilter[] filters =
        [
            new() { Sender = "Ann@a.example" }, new() { Sender = "@a.example" }, new() { Recipient = "bob@b.example" }, new() { Recipient = "@b.example" },
            new() { Recipient = "list@a.example" }, new() { MessageId = "M1@a.example" }, new() { QueueId = "Q1" }, new() { Client = IPAddress.Parse("192.0.2.7") },
            new() { Sender = "ann@a.example", Recipient = "bob@b.example", MessageId = "m1@a.example", QueueId = "q1", Client = IPAddress.Parse("192.0.2.7") },
        ];
        foreach (var filter in filters)
        {
            var found = Assert.Single((await _storage.Find(filter, 10, Cancellation)).Messages);
            Assert.Equal(("a-1", 2), (found.Trace, found.Events.Count));
        }

        Assert.Equal("b-1", Assert.Single((await _storage.Find(new TraceFilter { Sender = "" }, 10, Cancellation)).Messages).Trace);
        Assert.Empty((await _storage.Find(new TraceFilter { Sender = "ann@a.example", Recipient = "@c.example" }, 10, Cancellation)).Messages);
    }

    [Fact]
    public async Task All_facts_come_back()
    {
        var queued = Queued("a-1", Noon.AddSeconds(1)) with { Remote = "mx.b.example [192.0.2.9]", Status = "450 4.2.0 later", Mailbox = "INBOX", Detail = "x" };
        await _storage.Write([Received("a-1", Noon), queued]);
        var found = Assert.Single((await _storage.Read("a-1", Cancellation)).Messages);
        Assert.Equal(Received("a-1", Noon).Origin, found.Origin);
        Assert.Equal(queued with { Origin = TraceOrigin.Unknown }, found.Events[1]);
    }

    [Fact]
    public async Task A_life_over_midnight_is_one()
    {
        await _storage.Write([Received("a-1", Noon), Queued("a-1", Noon.AddDays(1)), Queued("a-1", Noon.AddDays(2))]);
        var found = Assert.Single((await _storage.Find(new TraceFilter { Recipient = "bob@b.example" }, 10, Cancellation)).Messages);
        Assert.Equal(("m1@a.example", 3), (found.Origin.MessageId, found.Events.Count));
        Assert.Equal(3, Directory.GetFiles(_folder, "*.db").Length);
    }

    [Fact]
    public async Task The_newest_come_first_and_a_span_of_time_bounds_them()
    {
        await _storage.Write([.. Enumerable.Range(0, 30).Select(i => Received($"m-{i}", Noon.AddHours(i)))]);
        Assert.Equal(["m-29", "m-28", "m-27"], await Find(new TraceFilter(), 3));
        Assert.Equal(["m-14", "m-13", "m-12"], await Find(new TraceFilter { Since = Noon.AddHours(12), Until = Noon.AddHours(14) }, 9));
        Assert.Equal(["m-1", "m-0"], await Find(new TraceFilter { Sender = "ann@a.example", Until = Noon.AddHours(1) }, 9));
    }

    [Fact]
    public async Task Old_days_go_with_their_files()
    {
        await _storage.Write([Received("a-1", Noon), Received("b-1", Noon.AddDays(1))]);
        _storage.RemoveBefore(new DateOnly(2026, 11, 25));
        Assert.Equal(["b-1"], await Find(new TraceFilter(), 9));
        Assert.DoesNotContain(Directory.GetFiles(_folder), file => Path.GetFileName(file).StartsWith("2026-11-24", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_file_is_passed_over_with_a_reason()
    {
        await _storage.Write([Received("a-1", Noon)]);
        var damaged = Path.Combine(_folder, "2026-11-20.db");
        await File.WriteAllTextAsync(damaged, new string('x', 9000), Cancellation);
        var findings = await _storage.Find(new TraceFilter(), 9, Cancellation);
        Assert.Equal(("a-1", damaged), (Assert.Single(findings.Messages).Trace, Assert.Single(findings.Unreadable).File));
    }

    [Fact]
    public async Task A_damaged_file_of_today_is_put_aside()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "2026-11-24.db"), new string('x', 9000), Cancellation);
        await _storage.Write([Received("a-1", Noon)]);
        Assert.Equal(["a-1"], await Find(new TraceFilter(), 9));
        Assert.True(File.Exists(Path.Combine(_folder, "2026-11-24.db.damaged")));
    }

    [Fact]
    public async Task Who_writes_again_after_a_restart_goes_on_with_the_message()
    {
        await _storage.Write([Received("a-1", Noon)]);
        _storage.Dispose();
        using var again = new SqliteTraceStorage(_folder);
        await again.Write([Queued("a-1", Noon)]);
        Assert.Equal(2, Assert.Single((await again.Find(new TraceFilter { Sender = "ann@a.example" }, 9, Cancellation)).Messages).Events.Count);
    }

    private static TraceEvent Received(string trace, DateTimeOffset time) => new(trace, TraceKind.Received, time)
    {
        Origin = new TraceOrigin
        {
            Client = IPAddress.Parse("192.0.2.7"),
            Helo = "mx.a.example",
            Tls = "TLSv1.3 X",
            Protocol = "smtp",
            Account = "ann@a.example",
            Sender = "ann@a.example",
            MessageId = "m1@a.example",
            Size = 1234,
        },
    };

    private static TraceEvent Queued(string trace, DateTimeOffset time) => new(trace, TraceKind.Queued, time)
    {
        Origin = new TraceOrigin { Sender = "ann@a.example" },
        Recipient = "bob@b.example",
        Original = "list@a.example",
        QueueId = "Q1",
    };

    private async Task<IEnumerable<string>> Find(TraceFilter filter, int limit) => (await _storage.Find(filter, limit, Cancellation)).Messages.Select(m => m.Trace);
}
