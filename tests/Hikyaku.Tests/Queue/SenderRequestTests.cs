using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Tests.Queue;

/// <summary>What senders ask for: to wait (RFC 4865), to go first (RFC 6710), to be there in time (RFC 2852).</summary>
public sealed class SenderRequestTests : IDisposable
{
    private static readonly SmtpStatus Busy = new(451, new(4, 7, 1), "busy");
    private readonly QueueRig _rig = new();

    [Fact]
    public async Task A_message_waits_until_the_time_that_its_sender_named()
    {
        await _rig.Add(e => e with { HoldUntil = e.Arrived.AddHours(1) }, "u@a.example");

        await _rig.AttemptDue();
        Assert.Empty(_rig.Mta.Seen);

        _rig.Time.Advance(TimeSpan.FromHours(1));
        await _rig.AttemptDue();
        Assert.Single(_rig.Mta.Seen);
    }

    [Fact]
    public async Task The_wait_survives_the_loss_of_the_table()
    {
        await _rig.Add(e => e with { HoldUntil = e.Arrived.AddHours(1), Priority = 3 }, "u@a.example");

        await _rig.Restart(losesTable: true);

        var entry = Assert.Single(await _rig.List());
        Assert.Equal(_rig.Time.GetUtcNow().AddHours(1), Assert.Single(entry.Recipients).Attempts.Next);
        Assert.Equal(3, entry.Message.Envelope.Priority);
    }

    [Fact]
    public async Task A_wait_that_was_asked_for_is_no_delay()
    {
        _rig.Mta.AnswerAll(Busy);
        await _rig.Add(e => e with { HoldUntil = e.Arrived.AddDays(10), FutureRelease = "for;864000" }, "u@a.example");

        _rig.Time.Advance(TimeSpan.FromDays(10));
        await _rig.AttemptDue();
        Assert.Empty(_rig.Reports);

        _rig.Time.Advance(_rig.Policy.WarningAfter);
        await _rig.AttemptDue();
        Assert.Contains("Future-Release-Request: for;864000", Assert.Single(_rig.Reports).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_urgent_goes_first_at_its_destination()
    {
        await _rig.Add(e => e with { Priority = -1 }, "low@a.example");
        await _rig.Add("normal@a.example");
        await _rig.Add(e => e with { Priority = 4 }, "high@a.example");

        await _rig.AttemptDue();

        Assert.Equal(["high@a.example", "normal@a.example", "low@a.example"], _rig.Mta.Seen.Select(s => s.Recipients));
    }

    [Fact]
    public async Task What_is_to_be_returned_at_its_deadline_is_returned_then()
    {
        _rig.Mta.AnswerAll(Busy);
        await _rig.Add(e => e with { DeliverBy = new DeliverBy(e.Arrived.AddMinutes(2), Returns: true, Traces: false) }, "u@a.example");

        await _rig.AttemptDue();
        Assert.Equal(_rig.Time.GetUtcNow().AddMinutes(2), Assert.Single(Assert.Single(await _rig.List()).Recipients).Attempts.Next);

        _rig.Time.Advance(TimeSpan.FromMinutes(2));
        await _rig.AttemptDue();
        var report = Assert.Single(_rig.Reports).Text;
        Assert.Contains("Action: failed", report, StringComparison.Ordinal);
        Assert.Contains("Status: 5.4.7", report, StringComparison.Ordinal);
        Assert.Contains("Deliver-By-Date: Thu, 01 Jan 2026 00:02:00 +0000", report, StringComparison.Ordinal);
        Assert.Single(_rig.Mta.Seen);
        Assert.Empty(await _rig.List());
    }

    [Theory]
    [InlineData(DsnNotify.Unspecified, 1)]
    [InlineData(DsnNotify.Delay, 1)]
    [InlineData(DsnNotify.Failure, 0)]
    [InlineData(DsnNotify.Never, 0)]
    public async Task Who_asked_to_be_told_at_the_deadline_is_told_once_and_delivery_goes_on(DsnNotify notify, int reports)
    {
        _rig.Mta.AnswerAll(Busy);
        await _rig.Add(e => e with { DeliverBy = new DeliverBy(e.Arrived.AddMinutes(2), Returns: false, Traces: false) }, notify, "u@a.example");

        await _rig.AttemptDue();
        _rig.Time.Advance(TimeSpan.FromMinutes(2));
        await _rig.AttemptDue();
        _rig.Time.Advance(TimeSpan.FromHours(5));
        await _rig.AttemptDue();

        Assert.Equal(reports, _rig.Reports.Count);
        Assert.All(_rig.Reports, r => Assert.Contains("Action: delayed", r.Text, StringComparison.Ordinal));
        Assert.All(_rig.Reports, r => Assert.Contains("Status: 4.4.7", r.Text, StringComparison.Ordinal));
        Assert.Single(await _rig.List());
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 0)]
    [InlineData(true, true, 1)]
    public async Task The_sender_hears_of_a_relay_that_promises_no_time_or_that_he_traces(bool takesDeadlines, bool traces, int reports)
    {
        _rig.Mta.Answer = (t, _) => ValueTask.FromResult((RemoteResult)((RemoteResult.Answered)FakeMta.All(t, FakeMta.Taken) with { TakesDeadlines = takesDeadlines }));
        await _rig.Add(e => e with { DeliverBy = new DeliverBy(e.Arrived.AddHours(1), Returns: false, traces) }, "u@a.example");

        await _rig.AttemptDue();

        Assert.Equal(reports, _rig.Reports.Count);
        Assert.All(_rig.Reports, r => Assert.Contains("Action: relayed", r.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_relay_behind_the_deadline_is_told_to_nobody()
    {
        await _rig.Add(e => e with { DeliverBy = new DeliverBy(e.Arrived.AddMinutes(-1), Returns: false, Traces: false) }, "u@a.example");

        await _rig.AttemptDue();

        Assert.Single(_rig.Mta.Seen);
        Assert.Empty(_rig.Reports);
    }

    public void Dispose() => _rig.Dispose();
}
