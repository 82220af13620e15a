using System.Net;
using System.Text;
using Hikyaku.Formats.Fronts;

namespace Hikyaku.Tests.Fronts;

public sealed class XclientArgumentsTests
{
    [Fact]
    public void All_attributes_are_read()
    {
        Assert.True(XclientArguments.TryParse(
            "NAME=spike.example.test addr=192.0.2.1 PORT=40000 PROTO=ESMTP HELO=spike LOGIN=user+40example.test DESTADDR=IPV6:2001:db8::2 DESTPORT=587"u8, out var client));

        Assert.Equal(
            new XclientArguments
            {
                Address = IPAddress.Parse("192.0.2.1"),
                Port = 40000,
                Helo = "spike",
                Login = "user@example.test",
                DestinationAddress = IPAddress.Parse("2001:db8::2"),
                DestinationPort = 587,
            },
            client);
    }

    [Fact]
    public void What_a_front_does_not_know_is_left_out()
    {
        Assert.True(XclientArguments.TryParse("NAME=[UNAVAILABLE] ADDR=[TEMPUNAVAIL]"u8, out var client));

        Assert.Null(client.Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ADDR")]
    [InlineData("ADDR=")]
    [InlineData("ADDR=1")]
    [InlineData("ADDR=2001:db8::1")]
    [InlineData("PORT=65536")]
    [InlineData("COLOUR=red")]
    [InlineData("COLOUR=[UNAVAILABLE]")]
    [InlineData("HELO=a+0D+0AX")]
    [InlineData("HELO=a+4")]
    public void Other_arguments_are_wrong(string text) => Assert.False(XclientArguments.TryParse(Encoding.ASCII.GetBytes(text), out _));
}
