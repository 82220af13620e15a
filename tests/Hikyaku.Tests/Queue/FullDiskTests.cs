using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Tests.Queue;

public sealed class FullDiskTests : IDisposable
{
    private static readonly SmtpStatus Unknown = new(550, new(5, 1, 1), "no such user");
    private readonly QueueRig _rig = new();

    [Fact]
    public async Task A_report_that_finds_no_room_does_not_send_again_what_was_taken()
    {
        _rig.Mta.Answer = (t, _) => ValueTask.FromResult<RemoteResult>(new RemoteResult.Answered(
            [.. t.Recipients.Select(r => r.Target.ToString() == "u@a.example" ? (DeliveryResult)new DeliveryResult.Delivered(FakeMta.Taken) : new DeliveryResult.Failed(Unknown))], PassedOnReports: false));
        await _rig.Add("u@a.example", "v@a.example");
        _rig.Journal.IsLow = true;

        await _rig.AttemptDue();

        Assert.Empty(_rig.Reports);
        Assert.Equal("v@a.example", Assert.Single(Assert.Single(await _rig.List()).Recipients).Target.ToString());
        _rig.Journal.IsLow = false;
        await AttemptLater();
        Assert.Equal(["u@a.example v@a.example", "v@a.example"], _rig.Mta.Seen.Select(s => s.Recipients));
        Assert.Contains("Final-Recipient: rfc822; v@a.example", Assert.Single(_rig.Reports).Text, StringComparison.Ordinal);
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task A_success_that_could_not_be_told_is_told_without_another_copy()
    {
        await _rig.Add("s@s.example", DsnNotify.Success, "u@a.example");
        _rig.Journal.IsLow = true;
        await _rig.AttemptDue();
        Assert.Empty(_rig.Reports);

        _rig.Journal.IsLow = false;
        await AttemptLater();

        Assert.Single(_rig.Mta.Seen);
        var report = Assert.Single(_rig.Reports).Text;
        Assert.Contains("Action: relayed", report, StringComparison.Ordinal);
        Assert.Contains("Remote-MTA: dns; mx.a.example", report, StringComparison.Ordinal);
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task A_failure_is_told_once_when_the_disk_has_room_again()
    {
        _rig.Mta.AnswerAll(Unknown);
        await _rig.Add("u@a.example");
        _rig.Journal.IsFull = true;
        var attempt = _rig.AttemptDue();
        Assert.False(attempt.IsCompleted);
        Assert.Equal(1, _rig.Blobs.Count);

        _rig.Journal.IsFull = false;
        await Pass(() => attempt.IsCompleted);
        await AttemptLater();

        Assert.Single(_rig.Reports);
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task What_was_taken_is_not_sent_again_however_long_the_disk_is_full()
    {
        // So long that it does not end while the clock of the test is driven.
        _rig.Policy = _rig.Policy with { Lease = TimeSpan.FromDays(1000) };
        _rig.Mta.Answer = (t, _) =>
        {
            _rig.Journal.IsFull = true;
            return ValueTask.FromResult(FakeMta.All(t, FakeMta.Taken));
        };
        await _rig.Add("u@a.example");
        using var stop = new CancellationTokenSource();
        var run = _rig.Runner().Run(stop.Token);
        // The second refusal comes when the attempt waits for the disk.
        await Pass(() => _rig.Journal.Refusals > 1);

        _rig.Time.Advance(_rig.Policy.Lease * 2);
        _rig.Journal.IsFull = false;
        await Pass(() => _rig.Blobs.Count == 0);

        Assert.Single(_rig.Mta.Seen);
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task An_attempt_that_fails_inside_is_made_again_before_its_lease_ends()
    {
        var tries = 0;
        _rig.Mta.Answer = (t, _) => tries++ == 0 ? throw new InvalidOperationException("a defect") : ValueTask.FromResult(FakeMta.All(t, FakeMta.Taken));
        await _rig.Add("u@a.example");
        using var stop = new CancellationTokenSource();
        var run = _rig.Runner().Run(stop.Token);

        while (Volatile.Read(ref tries) == 0 || await Wait() > _rig.Policy.Lease / 2)
        {
            await Task.Yield();
        }

        Assert.InRange(await Wait(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6));
        _rig.Time.Advance(TimeSpan.FromMinutes(6));
        await Pass(() => _rig.Blobs.Count == 0);
        await stop.CancelAsync();
        await run;
    }

    public void Dispose() => _rig.Dispose();

    private async Task<TimeSpan> Wait() => (await _rig.Storage.Due(1, CancellationToken.None))[0].Due - _rig.Time.GetUtcNow();

    private async Task AttemptLater()
    {
        _rig.Time.Advance(TimeSpan.FromMinutes(6));
        await _rig.AttemptDue();
    }

    // Time passes while the queue works, second by second.
    private async Task Pass(Func<bool> isOver)
    {
        do
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        while (!isOver());
    }
}
