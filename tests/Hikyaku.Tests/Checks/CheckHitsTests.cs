using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Metrics;
using Hikyaku.Storage.Sqlite.Checks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Checks;

public sealed class CheckHitsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checks").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Hits_are_counted_by_check_and_outlive_a_restart()
    {
        await Use(async hits =>
        {
            hits.Found("helo");
            hits.Found("helo");
            hits.Refused("helo");
            hits.Excused("null-mx");
            Assert.Equal(new CheckCounts(2, 0, 1), (await hits.Since(7, Cancellation))["helo"]);
        });
        await Use(async hits =>
        {
            hits.Found("helo");
            var counts = await hits.Since(7, Cancellation);
            Assert.Equal(new CheckCounts(3, 0, 1), counts["helo"]);
            Assert.Equal(new CheckCounts(0, 1, 0), counts["null-mx"]);
        });
    }

    [Fact]
    public async Task Hits_of_earlier_days_are_left_out()
    {
        await Use(async hits =>
        {
            hits.Found("helo");
            _time.Advance(TimeSpan.FromDays(6));
            Assert.Equal(1, (await hits.Since(7, Cancellation))["helo"].Found);
            _time.Advance(TimeSpan.FromDays(1));
            Assert.Empty(await hits.Since(7, Cancellation));
        });
    }

    [Fact]
    public async Task What_waits_to_be_written_is_known_already()
    {
        using var storage = new SqliteCheckStorage(Path.Combine(_folder, "checks.db"));
        await using var memory = new CheckMemory(storage, _time, NullLogger<CheckMemory>.Instance);
        memory.Note("kind", "key");
        await memory.Write(Cancellation);
        _time.Advance(TimeSpan.FromMinutes(1));
        memory.Note("kind", "key");

        var note = await memory.Find("kind", "key", Cancellation);
        Assert.Equal((2, TimeSpan.FromMinutes(1)), (note!.Count, note.Last - note.First));
        Assert.True(await memory.Remove("kind", "key", Cancellation));
        Assert.Null(await memory.Find("kind", "key", Cancellation));
    }

    [Fact]
    public async Task Old_notes_and_more_than_the_most_are_forgotten()
    {
        using var storage = new SqliteCheckStorage(Path.Combine(_folder, "checks.db"));
        var now = _time.GetUtcNow();
        await storage.Add([.. Enumerable.Range(0, 10).Select(i => new CheckNote("kind", $"{i}", now, now.AddMinutes(i), 1))], Cancellation);

        await storage.Forget("kind", now.AddMinutes(3), 4, Cancellation);

        Assert.Equal(["6", "7", "8", "9"], (await storage.List("kind", "", 100, Cancellation)).Select(note => note.Key));
    }

    private async Task Use(Func<CheckHits, Task> use)
    {
        using var storage = new SqliteCheckStorage(Path.Combine(_folder, "checks.db"));
        using var metrics = new MailMetrics(_time);
        await using var memory = new CheckMemory(storage, _time, NullLogger<CheckMemory>.Instance);
        await use(new CheckHits(memory, metrics, _time));
    }
}
