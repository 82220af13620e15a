using System.Collections.Immutable;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Trace;

namespace Hikyaku.Tests.Queue;

public sealed class QueueTraceTests : IDisposable
{
    private static readonly SmtpStatus Busy = new(451, new(4, 7, 1), "greylisted");
    private static readonly SmtpStatus Unknown = new(550, new(5, 1, 1), "no such user");
    private readonly QueueRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Each_attempt_is_told_with_the_words_of_the_other_server()
    {
        _rig.Mta.AnswerAll(Busy);
        await _rig.Add("u@a.example");
        await _rig.AttemptDue();
        _rig.Mta.AnswerAll(FakeMta.Taken);
        _rig.Time.Advance(TimeSpan.FromHours(1));
        await _rig.AttemptDue();
        var events = await Events();
        Assert.Equal([TraceKind.Queued, TraceKind.Deferred, TraceKind.Delivered], events.Select(e => e.Kind));
        Assert.Equal(("u@a.example", "mx.a.example [192.0.2.1]", "451 4.7.1 greylisted"), (events[1].Recipient, events[1].Remote, events[1].Status));
        Assert.All(events, e => Assert.Equal(("t-1", "s@s.example"), (e.Trace, e.Origin.Sender)));
        Assert.Single(events.Select(e => e.QueueId).Distinct());
    }

    [Fact]
    public async Task Giving_up_is_told_with_the_report()
    {
        _rig.Mta.AnswerAll(Unknown);
        await _rig.Add("u@a.example");
        await _rig.AttemptDue();
        var events = await Events();
        Assert.Equal([TraceKind.Queued, TraceKind.Failed, TraceKind.Reported], events.Select(e => e.Kind));
        Assert.Equal("s@s.example", events[2].Recipient);
        Assert.Equal("t-1", Assert.Single(_rig.Reports).Envelope.TraceId);
    }

    [Fact]
    public async Task A_host_that_cannot_be_reached_is_told_by_its_name()
    {
        _rig.Mta.Answer = (_, _) => ValueTask.FromResult<RemoteResult>(new RemoteResult.Unreachable(SmtpStatus.NoConnection));
        await _rig.Add("u@a.example");
        await _rig.AttemptDue();
        var events = await Events();
        Assert.Equal([TraceKind.Queued, TraceKind.Attempted, TraceKind.Deferred], events.Select(e => e.Kind));
        Assert.Equal("mx.a.example [192.0.2.1]", events[1].Remote);
    }

    [Fact]
    public async Task What_an_administrator_removes_is_told()
    {
        await _rig.Add("u@a.example", "v@b.example");
        await _rig.Queue.Delete(QueueFilter.All with { Domain = "b.example" }, Cancellation);
        Assert.Equal("v@b.example", Assert.Single((await Events()).Where(e => e.Kind == TraceKind.Removed)).Recipient);
    }

    private async Task<ImmutableArray<TraceEvent>> Events()
    {
        await _rig.Trace.Flush(Cancellation);
        return [.. _rig.Traced.Events];
    }
}
