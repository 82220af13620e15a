using Hikyaku.Mail.Delivery;

namespace Hikyaku.Tests.Delivery;

public sealed class RemoteRoutesTests
{
    [Theory]
    [InlineData("a.example", "smtp://one.example:25")]
    [InlineData("x.y.sub.example", "smtp://two.example:587")]
    [InlineData("sub.example", "smtps://three.example:465")]
    [InlineData("[192.0.2.1]", "smtps://three.example:465")]
    public void The_closest_pattern_wins(string domain, string destination)
    {
        Assert.True(RemoteRoutes.TryParse("a.example=smtp://one.example\n.sub.example=smtp://two.example:587?tls=required *=smtps://u:p%40@three.example", out var routes));

        Assert.Equal(destination, routes.DestinationOf(domain));
    }

    [Fact]
    public void Routes_read_back_with_their_passwords()
    {
        Assert.True(RemoteRoutes.TryParse("*=smtp://u%40x:p%3A%2F@[::1]:2525?tls=required", out var routes));

        Assert.True(RemoteRoutes.TryParse(routes.ToText(), out var again));

        Assert.Equal(routes.Find("a.example"), again.Find("a.example"));
        Assert.Equal(new RemoteCredentials("u@x", "p:/"), again.Find("a.example")!.Credentials);
        Assert.DoesNotContain("p%3A", again.Find("a.example")!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.example")]
    [InlineData("a.example=http://x.example")]
    [InlineData("a.example=smtp://x.example/path")]
    [InlineData("a.example=smtp://x.example?tls=maybe")]
    [InlineData("a b=smtp://x.example")]
    [InlineData("..=smtp://x.example")]
    public void What_is_no_route_is_refused(string text) => Assert.False(RemoteRoutes.TryParse(text, out _));
}
