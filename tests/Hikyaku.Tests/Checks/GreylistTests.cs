using System.Net;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Checks.Greylisting;
using Hikyaku.Mail.Delivery;
using Hikyaku.Storage.Sqlite.Checks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Checks;

public sealed class GreylistTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("greylist").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private SqliteCheckStorage _storage = null!;
    private CheckMemory _memory = null!;
    private Greylist _greylist = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Open();

    public async ValueTask DisposeAsync()
    {
        await _memory.DisposeAsync();
        _storage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Who_comes_again_from_the_same_network_is_taken_even_after_a_restart()
    {
        Assert.True((await Look("192.0.2.1"))!.IsTransient);
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull(await Look("192.0.2.1"));
        await Restart();
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await Look("192.0.2.99"));
        await Restart();
        _time.Advance(TimeSpan.FromDays(30));
        Assert.Null(await Look("192.0.2.1"));
        Assert.NotNull(await Look("192.0.3.1"));
    }

    [Fact]
    public async Task Who_comes_again_too_late_begins_anew()
    {
        Assert.NotNull(await Look("192.0.2.1"));
        _time.Advance(TimeSpan.FromDays(2.5));
        Assert.NotNull(await Look("192.0.2.1"));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await Look("192.0.2.1"));
    }

    [Fact]
    public async Task A_network_that_came_again_often_is_asked_no_more()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.NotNull(await Look("2001:db8::1", $"sender{i}@other.example"));
            _time.Advance(TimeSpan.FromMinutes(6));
            Assert.Null(await Look("2001:db8::2", $"sender{i}@other.example"));
        }

        Assert.Null(await Look("2001:db8::3", "new@other.example"));
        Assert.NotNull(await Look("2001:db8:0:1::3", "new@other.example"));
    }

    [Fact]
    public async Task Whom_somebody_of_the_domain_wrote_to_is_no_stranger()
    {
        _memory.Note(CheckMemory.Correspondent, CheckMemory.CorrespondentKey("example.test", "bob@other.example"));
        Assert.Null(await Look("192.0.2.1", "bob@other.example"));
        Assert.NotNull(await Look("192.0.2.1", "eve@other.example"));
    }

    [Fact]
    public async Task A_client_that_a_list_praises_is_not_asked() => Assert.Null(await Look("192.0.2.1", praised: true));

    private async Task<Finding?> Look(string client, string sender = "bob@other.example", bool praised = false)
    {
        var visit = BorderChecks.Open(IPAddress.Parse(client));
        visit.Begin("x", Address.TryParse(sender, out var from) ? from : null);
        visit.Recipient = new Recipient(Address.TryParse("ann@example.test", out var to) ? to : null!);
        if (praised)
        {
            visit.Findings.Add(new Finding("good") { IsFavourable = true });
        }

        return await _greylist.Look(visit, Cancellation);
    }

    private async ValueTask Open()
    {
        _storage = new SqliteCheckStorage(Path.Combine(_folder, "checks.db"));
        _memory = new CheckMemory(_storage, _time, NullLogger<CheckMemory>.Instance);
        _greylist = new Greylist(_memory, await TestSettings.With(), _time);
    }

    private async Task Restart()
    {
        await _memory.DisposeAsync();
        _storage.Dispose();
        await Open();
    }
}
