using System.Net;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Sqlite.Checks;
using Hikyaku.Tests.Resolving;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Checks;

public sealed class BorderChecksTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("border").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly MailMetrics _metrics = new(TimeProvider.System);
    private SqliteCheckStorage _storage = null!;
    private CheckMemory _memory = null!;
    private CheckHits _hits = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _storage = new SqliteCheckStorage(Path.Combine(_folder, "checks.db"));
        _memory = new CheckMemory(_storage, _time, NullLogger<CheckMemory>.Instance);
        _hits = new CheckHits(_memory, _metrics, _time);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _memory.DisposeAsync();
        _storage.Dispose();
        _metrics.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_check_that_is_off_is_not_asked()
    {
        var check = new FakeCheck("a", CheckStage.MailFrom);
        var checks = await Checks("b=refuse:1", "", check);
        await checks.MailFrom(Visit(), "x", null, Cancellation);
        Assert.Equal(0, check.Asked);
    }

    [Fact]
    public async Task Checks_of_all_stages_wait_for_the_network_at_once()
    {
        var (first, second) = (new FakeCheck("a", CheckStage.Connect) { Answer = new() }, new FakeCheck("b", CheckStage.MailFrom) { Answer = new() });
        var checks = await Checks("a=score:1 b=score:2", "", first, second);
        using var visit = Visit();
        var mail = checks.MailFrom(visit, "x", null, Cancellation).AsTask();
        Assert.Equal((1, 1), (first.Asked, second.Asked));
        second.Answer.SetResult(new Finding("b"));
        first.Answer.SetResult(new Finding("a"));
        await mail;

        Assert.Equal(3, checks.Judge(visit).Score);
    }

    [Fact]
    public async Task A_check_that_does_not_answer_in_time_finds_nothing()
    {
        var check = new FakeCheck("a", CheckStage.MailFrom) { Answer = new() };
        var checks = await Checks("a=refuse:1", "", check);
        using var visit = Visit();
        var mail = checks.MailFrom(visit, "x", null, Cancellation).AsTask();
        Assert.False(mail.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(4));
        await mail;

        Assert.Null(await checks.RcptTo(visit, To("ann@example.test"), Cancellation));
    }

    [Fact]
    public async Task The_client_waits_once_for_the_answer_to_a_recipient()
    {
        var checks = await Checks("a=delay:1", "", new FakeCheck("a", CheckStage.MailFrom));
        using var visit = Visit();
        await checks.MailFrom(visit, "x", null, Cancellation);
        var first = checks.RcptTo(visit, To("ann@example.test"), Cancellation).AsTask();
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await first);
        Assert.Null(await checks.RcptTo(visit, To("bob@example.test"), Cancellation));
    }

    [Fact]
    public async Task What_is_found_about_one_recipient_does_not_decide_about_another_and_counts_once()
    {
        var check = new FakeCheck("a", CheckStage.RcptTo) { Finds = visit => visit.Recipient!.Address.LocalPart != "bob" };
        var checks = await Checks("a=refuse:1", "a|192.0.2.1|other.test", check);
        using var visit = Visit();
        await checks.MailFrom(visit, "x", null, Cancellation);
        Assert.Null(await checks.RcptTo(visit, To("ann@other.test"), Cancellation));
        Assert.Null(await checks.RcptTo(visit, To("carol@other.test"), Cancellation));
        Assert.Null(await checks.RcptTo(visit, To("bob@example.test"), Cancellation));
        Assert.NotNull(await checks.RcptTo(visit, To("ann@example.test"), Cancellation));
        Assert.Single(visit.Findings);
        Assert.Equal(new CheckCounts(3, 2, 1), (await _hits.Since(1, Cancellation))["a"]);
    }

    [Theory]
    [InlineData("ann@example.test", true)]
    [InlineData("postmaster@example.test", false)]
    [InlineData("postmaster@example.test ann@example.test", true)]
    [InlineData("ann@example.test bob@other.test", false)]
    public async Task A_message_is_refused_when_no_domain_excepts_it_and_it_is_not_for_postmaster_alone(string recipients, bool isRefused)
    {
        var checks = await Checks("a=refuse:1", "a|192.0.2.1|other.test", new FakeCheck("a", CheckStage.Data));
        using var visit = Visit();
        await checks.MailFrom(visit, "x", null, Cancellation);
        foreach (var recipient in recipients.Split(' '))
        {
            Assert.Null(await checks.RcptTo(visit, To(recipient), Cancellation));
        }

        await using var content = MessageContent.FromMemory("\r\n"u8.ToArray());
        Assert.Equal(isRefused, await checks.Data(visit, content, Cancellation) is not null);
    }

    [Fact]
    public async Task Scores_refuse_and_an_allow_list_speaks_against_it()
    {
        var good = new FakeCheck("good", CheckStage.MailFrom) { Found = new Finding("good") { IsFavourable = true, Weight = -2 }, Finds = visit => visit.ReversePath is not null };
        var checks = await Checks("a=score:4 good=score:1", "", new FakeCheck("a", CheckStage.MailFrom), good);
        using var visit = Visit();
        await checks.MailFrom(visit, "x", null, Cancellation);
        var refusal = await checks.RcptTo(visit, To("ann@example.test"), Cancellation);
        Assert.Equal(("score", "550 5.7.1 Refused: found"), (refusal!.Check, refusal.ToString()));
        await checks.MailFrom(visit, "x", To("bob@far.example").Address, Cancellation);
        Assert.Null(await checks.RcptTo(visit, To("ann@example.test"), Cancellation));
        Assert.Equal(2, checks.Judge(visit).Score);
    }

    [Fact]
    public async Task A_domain_of_senders_can_be_excepted()
    {
        var checks = await Checks("a=refuse:1", "a|@far.example|*", new FakeCheck("a", CheckStage.MailFrom));
        using var visit = Visit();
        await checks.MailFrom(visit, "x", To("bob@far.example").Address, Cancellation);
        Assert.Null(await checks.RcptTo(visit, To("ann@example.test"), Cancellation));
        await checks.MailFrom(visit, "x", To("bob@sub.far.example").Address, Cancellation);
        Assert.NotNull(await checks.RcptTo(visit, To("ann@example.test"), Cancellation));
    }

    private static BorderVisit Visit() => BorderChecks.Open(IPAddress.Parse("192.0.2.1"));

    private static Recipient To(string address) => new(Address.TryParse(address, out var to) ? to : throw new FormatException(address));

    private async Task<BorderChecks> Checks(string table, string exceptions, params Check[] checks)
    {
        var settings = await TestSettings.With(("checks.table", table), ("checks.exceptions", exceptions), ("checks.refuseScore", "4"));
        return new BorderChecks(checks, settings, new ClientNames(new FakeDns()), _hits, _time, NullLogger<BorderChecks>.Instance);
    }

    private sealed class FakeCheck(string name, CheckStage stage) : Check(name, stage)
    {
        public int Asked { get; private set; }

        public TaskCompletionSource<Finding?>? Answer { get; init; }

        public Func<BorderVisit, bool> Finds { get; init; } = _ => true;

        public Finding Found { get; init; } = new("found");

        protected internal override async ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation)
        {
            Asked++;
            return Answer is not null ? await Answer.Task.WaitAsync(cancellation) : Finds(visit) ? Found : null;
        }
    }
}
