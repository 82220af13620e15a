using System.Threading.Channels;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Tests.Queue;

public sealed class QueueRunnerTests : IAsyncLifetime
{
    private readonly QueueRig _rig = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _sent = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<SmtpStatus> _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _run = Task.CompletedTask;

    [Fact]
    public async Task A_slow_destination_does_not_delay_another()
    {
        _rig.Policy = _rig.Policy with { Deliveries = 4, DeliveriesPerDestination = 2 };
        Answer("a.example");
        for (var i = 0; i < 10; i++)
        {
            await _rig.Add($"u{i}@a.example");
        }

        Start();
        await Sent(2);
        await _rig.Add("v@b.example");

        Assert.Equal("v@b.example", await Sent(1));
        Assert.Equal(2, _rig.Mta.Seen.Count(s => s.Recipients.EndsWith("a.example", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Several_slow_destinations_leave_room_for_another()
    {
        _rig.Policy = _rig.Policy with { Deliveries = 10, DeliveriesPerDestination = 8 };
        Answer("a.example", "b.example");
        for (var i = 0; i < 10; i++)
        {
            await _rig.Add($"u{i}@a.example");
            await _rig.Add($"u{i}@b.example");
        }

        Start();
        await Sent(8);
        await _rig.Add("v@c.example");

        Assert.Equal("v@c.example", await Sent(1));
    }

    [Fact]
    public async Task A_deferred_message_is_tried_when_its_time_comes()
    {
        var tries = 0;
        _rig.Mta.Answer = (t, _) =>
        {
            _sent.Writer.TryWrite(t.Recipients[0].Target.ToString());
            return ValueTask.FromResult(FakeMta.All(t, tries++ == 0 ? new SmtpStatus(451, default, "later") : FakeMta.Taken));
        };
        Start();
        await _rig.Add("u@a.example");
        await Sent(1);
        while ((await _rig.List())[0].Recipients[0].Attempts.Count == 0)
        {
            await Task.Yield();
        }

        _rig.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("u@a.example", await Sent(1));
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_peer_that_stalls()
    {
        _rig.Policy = _rig.Policy with { StopGrace = TimeSpan.Zero };
        _rig.Mta.Answer = async (t, cancellation) =>
        {
            _sent.Writer.TryWrite("");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return FakeMta.All(t, FakeMta.Taken);
        };
        await _rig.Add("u@a.example");
        Start();
        await Sent(1);

        await _stop.CancelAsync();
        await _run;

        Assert.Single(await _rig.List());
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _slow.TrySetResult(FakeMta.Taken);
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
        _rig.Dispose();
    }

    private void Start() => _run = _rig.Runner().Run(_stop.Token);

    private void Answer(params string[] slowDomains) => _rig.Mta.Answer = async (t, _) =>
    {
        _sent.Writer.TryWrite(t.Recipients[0].Target.ToString());
        return FakeMta.All(t, slowDomains.Contains(t.Recipients[0].Target.Domain) ? await _slow.Task : FakeMta.Taken);
    };

    private async Task<string> Sent(int count)
    {
        var last = "";
        for (var i = 0; i < count; i++)
        {
            last = await _sent.Reader.ReadAsync(TestContext.Current.CancellationToken);
        }

        return last;
    }
}
