using System.Net;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Checks.Loads;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Checks;

public sealed class LoadTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("100/1h", "100/1h")]
    [InlineData("none", "none")]
    [InlineData("0", "none")]
    [InlineData("5/90s", "5/1m30s")]
    public void A_rate_is_read(string text, string written)
    {
        Assert.True(Rate.TryParse(text, out var rate));
        Assert.Equal(written, rate.ToString());
    }

    [Theory]
    [InlineData("100")]
    [InlineData("-1/1h")]
    [InlineData("1/0s")]
    [InlineData("1/2d")]
    [InlineData("x/1h")]
    public void A_bad_rate_is_refused(string text) => Assert.False(Rate.TryParse(text, out _));

    [Fact]
    public void A_rate_lets_a_burst_through_and_then_one_for_each_part_of_the_time()
    {
        var table = new RateTable(10, _time);
        var rate = new Rate(3, TimeSpan.FromMinutes(3));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => table.TryTake("a", rate)));
        Assert.True(table.TryTake("b", rate));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => table.TryTake("a", rate)));
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => table.TryTake("a", rate)));
    }

    [Fact]
    public void The_keys_of_rates_are_bounded()
    {
        var table = new RateTable(3, _time);
        var rate = new Rate(1, TimeSpan.FromMinutes(1));
        Assert.All(Enumerable.Range(0, 3), i => Assert.True(table.TryTake($"{i}", rate)));
        Assert.True(table.TryTake("3", rate));
        Assert.True(table.TryTake("0", rate));
    }

    [Fact]
    public async Task What_is_under_way_at_once_is_counted_until_it_ends()
    {
        var settings = await TestSettings.With(("checks.clientConnections", "2"), ("checks.clientConnectionRate", "none"));
        var check = new LoadCheck(
            "connections", CheckStage.Greeting, visit => visit.Address.ToString(), (CheckSettings.ClientConnectionRate, CheckSettings.ClientConnections), settings, _time);
        using var first = BorderChecks.Open(IPAddress.Loopback);
        var second = BorderChecks.Open(IPAddress.Loopback);
        using var third = BorderChecks.Open(IPAddress.Loopback);
        Assert.Null(await check.Look(first, Cancellation));
        Assert.Null(await check.Look(second, Cancellation));
        Assert.True((await check.Look(third, Cancellation))!.IsTransient);
        second.End();
        Assert.NotNull(await check.Look(third, Cancellation));
        second.Dispose();
        Assert.Null(await check.Look(third, Cancellation));
    }

    [Fact]
    public async Task Mail_under_way_ends_with_its_message()
    {
        var settings = await TestSettings.With(("checks.senderParallel", "1"));
        var check = new LoadCheck("sender", CheckStage.MailFrom, _ => "bob@other.example", (CheckSettings.SenderRate, CheckSettings.SenderParallel), settings, _time);
        using var first = BorderChecks.Open(IPAddress.Loopback);
        using var second = BorderChecks.Open(IPAddress.Loopback);
        Assert.Null(await check.Look(first, Cancellation));
        Assert.NotNull(await check.Look(second, Cancellation));
        first.End();
        Assert.Null(await check.Look(second, Cancellation));
    }
}
