using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Tests.Delivery;

public sealed class RemoteRoutesTests
{
    private const string Many = """
        bob@a.example=smtp://bob.example a.example=smtp://one.example .sub.example=smtp://two.example:587?tls=required
        from:<>=smtp://reports.example from:ann@own.example=smtp://ann:secret@sender.example from:own.example=smtp://own.example
        from:.own.example=smtp://below.example plain.example=mx proved.example=mx?tls=verified *=smtps://u:p%40@three.example,smtp://four.example?tls=none
        """;

    [Theory]
    [InlineData("bob@a.example", null, "smtp://bob.example:25")]
    [InlineData("Bob@A.example", "ann@own.example", "smtp://bob.example:25")]
    [InlineData("x@a.example", "ann@own.example", "smtp://one.example:25")]
    [InlineData("x@x.y.sub.example", null, "smtp://two.example:587?tls=required")]
    [InlineData("x@sub.example", null, "smtps://u@three.example:465,smtp://four.example:25?tls=none")]
    [InlineData("x@[192.0.2.1]", null, "smtps://u@three.example:465,smtp://four.example:25?tls=none")]
    [InlineData("x@far.example", "ann@own.example", "smtp://ann@sender.example:25")]
    [InlineData("x@far.example", "Ann@OWN.example", "smtp://ann@sender.example:25")]
    [InlineData("x@far.example", "bob@own.example", "smtp://own.example:25")]
    [InlineData("x@far.example", "bob@x.own.example", "smtp://below.example:25")]
    [InlineData("x@far.example", "", "smtp://reports.example:25")]
    [InlineData("x@plain.example", "ann@own.example", "plain.example")]
    [InlineData("x@proved.example", null, "mx://proved.example?tls=required")]
    public void The_closest_pattern_wins(string target, string? sender, string destination)
    {
        Assert.True(RemoteRoutes.TryParse(Many, out var routes));

        Assert.Equal(destination, routes.DestinationOf(Mail(target, sender)));
    }

    [Fact]
    public void Who_only_claims_a_sender_does_not_go_by_that_senders_route()
    {
        Assert.True(RemoteRoutes.TryParse("from:ann@own.example=smtp://ann:secret@sender.example", out var routes));

        Assert.Equal("far.example", routes.DestinationOf(RoutedMail.Of(Parse("x@far.example"), "ann@own.example", isSubmitted: false)));
    }

    [Fact]
    public void Routes_read_back_with_their_passwords()
    {
        Assert.True(RemoteRoutes.TryParse("*=smtp://u%40x:p%3A%2F@[::1]:2525?tls=required,smtps://a:%3Dmx%2C@b.example a=b@c.example=mx?tls=encrypt", out var routes));

        Assert.True(RemoteRoutes.TryParse(routes.ToText(), out var again));

        Assert.Equal(routes.All, again.All);
        Assert.Equal(new RemoteCredentials("u@x", "p:/"), again.All["*"].Hosts[0].Credentials);
        Assert.Equal("=mx,", again.All["*"].Hosts[1].Credentials!.Password);
        Assert.Equal(RemoteTls.Encrypted, again.All["a=b@c.example"].MxTls);
        Assert.DoesNotContain("p%3A", again.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("p%3A", routes.DestinationOf(Mail("x@far.example", null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_users_of_one_host_are_two_destinations()
    {
        Assert.True(RemoteRoutes.TryParse("from:a@own.example=smtp://a:1@relay.example from:b@own.example=smtp://b:2@relay.example", out var routes));

        Assert.Equal("1", RouteOf(routes, "a@own.example").Hosts[0].Credentials!.Password);
        Assert.Equal("2", RouteOf(routes, "b@own.example").Hosts[0].Credentials!.Password);
    }

    [Fact]
    public void A_smart_host_for_everything_does_not_get_the_mail_of_backed_up_domains()
    {
        Assert.True(RemoteRoutes.TryParse("*=smtp://relay.example .example=smtp://wide.example own.example=smtp://own.example boss@b.example=smtp://boss.example", out var routes));

        var outgoing = routes.WithExchanges(["b.example", "own.example"]);

        Assert.Equal("b.example", outgoing.DestinationOf(Mail("x@b.example", null)));
        Assert.Equal("smtp://own.example:25", outgoing.DestinationOf(Mail("x@own.example", null)));
        Assert.Equal("smtp://boss.example:25", outgoing.DestinationOf(Mail("boss@b.example", null)));
        Assert.Equal("smtp://wide.example:25", outgoing.DestinationOf(Mail("x@other.example", null)));
    }

    [Fact]
    public void A_destination_of_MX_hosts_reads_back()
    {
        Assert.True(RemoteRoute.TryParseDestination("mx://a.example?tls=encrypt", out var domain, out var tls));

        Assert.Equal(("a.example", RemoteTls.Encrypted), (domain, tls));
        Assert.False(RemoteRoute.TryParseDestination("a.example", out _, out _));
        Assert.False(RemoteRoute.TryParseDestination("mx://a.example", out _, out _));
    }

    [Theory]
    [InlineData("a.example")]
    [InlineData("a.example=http://x.example")]
    [InlineData("a.example=smtp://x.example/path")]
    [InlineData("a.example=smtp://x.example?tls=maybe")]
    [InlineData("a.example=smtps://x.example?tls=none")]
    [InlineData("a.example=smtp://x.example,")]
    [InlineData("a.example=smtp://x.example,mx")]
    [InlineData("a.example=mx?tls=")]
    [InlineData("a b=smtp://x.example")]
    [InlineData("..=smtp://x.example")]
    [InlineData("from:=smtp://x.example")]
    [InlineData("from:*=smtp://x.example")]
    [InlineData("\"a=smtp://b\"@c.example=smtp://x.example")]
    public void What_is_no_route_is_refused(string text) => Assert.False(RemoteRoutes.TryParse(text, out _));

    private static RemoteRoute RouteOf(RemoteRoutes routes, string sender) => routes.OfDestination(routes.DestinationOf(Mail("x@far.example", sender)))!;

    private static RoutedMail Mail(string target, string? sender) =>
        RoutedMail.Of(Parse(target), sender is null or "" ? sender ?? "x@elsewhere.example" : Parse(sender).Canonical, isSubmitted: sender is not null);

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);
}
