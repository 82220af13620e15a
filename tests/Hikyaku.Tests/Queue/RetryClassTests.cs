using System.Collections.Immutable;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Tests.Directories;

namespace Hikyaku.Tests.Queue;

/// <summary>Each kind of failure has waits of its own.</summary>
public sealed class RetryClassTests : IDisposable
{
    private readonly QueueRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mx.a.example", false, 451, "4.3.0", "busy", RetryClass.Usual)]
    [InlineData("mx.a.example", false, 451, "4.7.1", "try later", RetryClass.Greylisted)]
    [InlineData("mx.a.example", false, 450, "4.2.0", "Greylisted, see our page", RetryClass.Greylisted)]
    [InlineData("mx.a.example", false, 450, "4.2.2", "you are graylisted", RetryClass.Greylisted)]
    [InlineData("mx.a.example", false, 452, "4.2.2", "mailbox full", RetryClass.Full)]
    [InlineData(null, false, 452, "4.2.2", "quota", RetryClass.Full)]
    [InlineData(null, false, 452, "4.3.1", "disk", RetryClass.Local)]
    [InlineData(null, true, 451, "4.4.1", "no answer", RetryClass.Unreachable)]
    [InlineData(null, true, 451, "4.4.3", "no DNS", RetryClass.Unreachable)]
    [InlineData(null, true, 451, "4.7.5", "certificate", RetryClass.Protection)]
    public void An_outcome_has_a_class(string? remote, bool isUnreachable, int code, string enhanced, string text, RetryClass expected)
    {
        Assert.True(EnhancedCode.TryParse(System.Text.Encoding.ASCII.GetBytes(enhanced), out var parsed, out _));
        var status = new SmtpStatus(code, parsed, text);

        Assert.Equal(expected, RetryReason.Of(new RemoteOutcome([new DeliveryResult.Deferred(status)], remote, false, isUnreachable), status));
    }

    [Fact]
    public async Task The_waits_begin_anew_when_the_reason_is_another_one()
    {
        _rig.Policy = new QueuePolicy { Jitter = 0 };
        _rig.Mta.Answer = static (_, _) => ValueTask.FromResult<RemoteResult>(new RemoteResult.Unreachable(SmtpStatus.NoConnection));
        await _rig.Add("u@a.example");

        Assert.Equal("5 15 30", await Waits(3));
        _rig.Mta.AnswerAll(new SmtpStatus(451, new(4, 7, 1), "greylisted"));
        Assert.Equal("5 15", await Waits(2));
        Assert.Equal(5, Assert.Single(Assert.Single(await _rig.List()).Recipients).Attempts.Count);
    }

    [Fact]
    public async Task A_class_has_waits_of_its_own()
    {
        _rig.Policy = new QueuePolicy
        {
            Jitter = 0,
            RetrySchedules = ImmutableDictionary<RetryClass, ImmutableArray<TimeSpan>>.Empty.Add(RetryClass.Greylisted, [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)]),
        };
        _rig.Mta.AnswerAll(new SmtpStatus(451, new(4, 7, 1), "greylisted"));
        await _rig.Add("u@a.example");

        Assert.Equal("1 2 2", await Waits(3));
    }

    [Fact]
    public async Task The_class_survives_the_loss_of_the_table()
    {
        _rig.Mta.AnswerAll(new SmtpStatus(452, new(4, 2, 2), "full"));
        await _rig.Add("u@a.example");
        await _rig.AttemptDue();

        await _rig.Restart(losesTable: true);

        var attempts = Assert.Single(Assert.Single(await _rig.List()).Recipients).Attempts;
        Assert.Equal((RetryClass.Full, 1), (attempts.Class, attempts.InRow));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("s@s.example", 0)]
    public async Task A_report_is_given_up_sooner(string sender, int lost)
    {
        _rig.Mta.AnswerAll(new SmtpStatus(451, new(4, 3, 0), "busy"));
        await _rig.Add(sender, DsnNotify.Unspecified, "u@a.example");

        _rig.Time.Advance(_rig.Policy.ReportExpiry);
        await _rig.AttemptDue();

        Assert.Equal(1 - lost, (await _rig.List()).Count);
    }

    [Fact]
    public async Task Each_class_is_a_setting()
    {
        await using var directory = new TestDirectory(settings: [typeof(QueueSettings), typeof(Mail.Routing.RoutingSettings)]);
        Assert.Equal([RetryClass.Protection, RetryClass.Full], QueueSettings.Policy(directory.Settings).RetrySchedules.Keys.Order());

        foreach (var (key, value) in (IEnumerable<(string, string)>)[
            ("queue.retryFull", "usual"), ("queue.retryProtection", "usual"), ("queue.retryGreylisted", "1m 2m"), ("queue.retryLocal", "3m"),
            ("queue.retryUnreachable", "4m"), ("queue.retryJitter", "0"), ("queue.reportExpiry", "1d")])
        {
            Assert.IsType<DirectoryChange<Mail.Settings.Setting>.Done>(await directory.Settings.Set(key, value, Actor.System, Cancellation));
        }

        Assert.IsType<DirectoryChange<Mail.Settings.Setting>.Refused>(await directory.Settings.Set("queue.retryFull", "soon", Actor.System, Cancellation));
        var policy = QueueSettings.Policy(directory.Settings);
        Assert.Equal(
            [(RetryClass.Greylisted, 2), (RetryClass.Unreachable, 1), (RetryClass.Local, 1)],
            policy.RetrySchedules.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Length)));
        Assert.Equal((0, TimeSpan.FromDays(1)), (policy.Jitter, policy.ReportExpiry));
    }

    public void Dispose() => _rig.Dispose();

    // The minutes until the next attempt, after each of some that are due.
    private async Task<string> Waits(int attempts)
    {
        var waits = new List<double>();
        while (waits.Count < attempts)
        {
            await _rig.AttemptDue();
            var wait = Assert.Single(Assert.Single(await _rig.List()).Recipients).Attempts.Next - _rig.Time.GetUtcNow();
            _rig.Time.Advance(wait);
            waits.Add(wait.TotalMinutes);
        }

        return string.Join(' ', waits);
    }
}
