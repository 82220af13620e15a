using System.Net;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Tests.Connections;

public sealed class ConnectionLimitsTests
{
    private static readonly ConnectionLimits Limits = new() { PerAddress = 5, SmtpPerAddress = 2, Exempt = [IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("2001:db8::/32")] };

    [Theory]
    [InlineData(ListenerProtocol.Smtp, "198.51.100.1", 2)]
    [InlineData(ListenerProtocol.Submissions, "198.51.100.1", 2)]
    [InlineData(ListenerProtocol.Imap, "198.51.100.1", 5)]
    [InlineData(ListenerProtocol.Pop3s, "2001:db9::1", 5)]
    [InlineData(ListenerProtocol.Smtp, "192.0.2.9", int.MaxValue)]
    [InlineData(ListenerProtocol.Imap, "2001:db8::9", int.MaxValue)]
    [InlineData(ListenerProtocol.Imap, "127.0.0.1", int.MaxValue)]
    public void Who_may_have_how_many(ListenerProtocol protocol, string address, int most) => Assert.Equal(most, Limits.Of(protocol, IPAddress.Parse(address)));
}
