using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;

namespace Hikyaku.Tests.Queue;

public sealed class RerouteTests : IDisposable
{
    private static readonly RemoteRoute Relay = Parse("smtp://ann:s3cret@192.0.2.7:2525?tls=encrypt");
    private readonly QueueRig _rig = new();

    [Fact]
    public async Task What_is_rerouted_goes_there_and_nothing_else_does()
    {
        _rig.Routes = RemoteRoutes.None.With(PinnedRoutes.None.With(Relay));
        await _rig.Add("u@a.example", "v@b.example");

        Assert.Equal(1, await _rig.Queue.Reroute(new QueueFilter(Domain: "a.example"), Relay, CancellationToken.None));
        await _rig.AttemptDue();

        Assert.Equal(["u@a.example 192.0.2.7:2525", "v@b.example 192.0.2.1:25"], Sent().Order());
        var relay = Assert.Single(_rig.Mta.Hosts, host => host.EndPoint.Port == 2525);
        Assert.Equal(("ann", "s3cret", RemoteTls.Encrypted), (relay.Credentials?.UserName, relay.Credentials?.Password, relay.Tls));
        Assert.Empty(await _rig.List());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_way_outlives_a_crash(bool losesTable)
    {
        _rig.Routes = RemoteRoutes.None.With(PinnedRoutes.None.With(Relay));
        await _rig.Add("u@a.example");
        await _rig.Queue.Reroute(QueueFilter.All, Relay, CancellationToken.None);
        var before = await _rig.Describe();

        await _rig.Restart(losesTable);
        Assert.Equal(before, await _rig.Describe());
        await _rig.AttemptDue();

        Assert.Equal(["u@a.example 192.0.2.7:2525"], Sent());
    }

    [Fact]
    public async Task No_route_moves_what_an_administrator_sent_elsewhere()
    {
        await _rig.Add("u@a.example");
        await _rig.Queue.Reroute(QueueFilter.All, RemoteRoute.Exchanges, CancellationToken.None);

        _rig.Routes = RemoteRoutes.None.With("*", Parse("smtp://192.0.2.5:2525"));
        await _rig.Queue.Redirect(CancellationToken.None);
        await _rig.AttemptDue();

        Assert.Equal(["u@a.example 192.0.2.1:25"], Sent());
    }

    [Fact]
    public async Task It_follows_the_routes_again_when_it_is_told_so()
    {
        _rig.Routes = RemoteRoutes.None.With("*", Parse("smtp://192.0.2.5:2525"));
        await _rig.Add("u@a.example");
        await _rig.Queue.Reroute(QueueFilter.All, RemoteRoute.Exchanges, CancellationToken.None);

        await _rig.Queue.Reroute(QueueFilter.All, null, CancellationToken.None);
        await _rig.AttemptDue();

        Assert.Equal(["u@a.example 192.0.2.5:2525"], Sent());
        Assert.Empty(await _rig.Queue.Pinned(CancellationToken.None));
    }

    [Fact]
    public async Task It_is_tried_at_once_where_it_waited()
    {
        _rig.Routes = RemoteRoutes.None.With(PinnedRoutes.None.With(Relay));
        _rig.Mta.AnswerAll(SmtpStatus.SignInFailed);
        await _rig.Add("u@a.example");
        await _rig.AttemptDue();
        _rig.Mta.AnswerAll(FakeMta.Taken);

        await _rig.Queue.Reroute(QueueFilter.All, Relay, CancellationToken.None);
        await _rig.AttemptDue();

        Assert.Equal(["u@a.example 192.0.2.1:25", "u@a.example 192.0.2.7:2525"], Sent());
    }

    [Fact]
    public async Task What_is_held_stays_held_on_its_new_way()
    {
        _rig.Routes = RemoteRoutes.None.With(PinnedRoutes.None.With(Relay));
        await _rig.Add("u@a.example");
        await _rig.Queue.Hold(QueueFilter.All, CancellationToken.None);

        await _rig.Queue.Reroute(QueueFilter.All, Relay, CancellationToken.None);
        await _rig.AttemptDue();
        Assert.Empty(_rig.Mta.Seen);
        await _rig.Queue.Release(QueueFilter.All, CancellationToken.None);
        await _rig.AttemptDue();

        Assert.Equal(["u@a.example 192.0.2.7:2525"], Sent());
    }

    [Fact]
    public async Task Mail_for_a_mailbox_here_goes_where_it_is_sent()
    {
        _rig.LocalDomain = "a.example";
        _rig.Routes = RemoteRoutes.None.With(PinnedRoutes.None.With(Relay));
        await _rig.Add("u@a.example");

        await _rig.Queue.Reroute(QueueFilter.All, Relay, CancellationToken.None);
        await _rig.AttemptDue();

        Assert.Empty(_rig.DeliveredHere);
        Assert.Equal(["u@a.example 192.0.2.7:2525"], Sent());
    }

    [Fact]
    public async Task A_new_route_holds_before_the_table_follows_it()
    {
        await _rig.Add("u@a.example", "v@a.example");

        _rig.Routes = RemoteRoutes.None.With("v@a.example", Parse("smtp://192.0.2.5:2525"));
        await _rig.AttemptDue();

        Assert.Equal(["u@a.example 192.0.2.1:25", "v@a.example 192.0.2.5:2525"], Sent().Order());
    }

    [Fact]
    public void Ways_are_read_as_they_are_written()
    {
        var ways = PinnedRoutes.None.With(Relay).With(Parse("smtps://relay.example")).With(RemoteRoute.Exchanges);

        Assert.True(PinnedRoutes.TryParse(ways.ToText(), out var read));
        Assert.Equal(ways.ToText(), read.ToText());
        Assert.Equal(2, read.All.Count);
        Assert.DoesNotContain("s3cret", read.ToString(), StringComparison.Ordinal);
        Assert.Equal("smtps://relay.example:465", read.Only(["smtps://relay.example:465", "a.example"]).ToText());
        Assert.False(PinnedRoutes.TryParse("mx", out _));
    }

    public void Dispose() => _rig.Dispose();

    private static RemoteRoute Parse(string text) => RemoteRoute.TryParse(text, out var route) ? route : throw new FormatException(text);

    private List<string> Sent() => [.. _rig.Mta.Seen.Zip(_rig.Mta.Hosts, static (seen, host) => $"{seen.Recipients} {host.EndPoint}")];
}
