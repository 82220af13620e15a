using System.Text;
using CsCheck;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Tests.Addresses;

public sealed class AddressTests
{
    [Theory]
    [InlineData("User@Example.TEST", "user@example.test")]
    [InlineData("o'brien&co+tag@a.test", "o'brien&co+tag@a.test")]
    [InlineData("\"a b\"@a.test", "a b@a.test")]
    [InlineData("a..b.@a.test", "a..b.@a.test")]
    [InlineData("利用者@日本語.test", "利用者@xn--wgv71a119e.test")]
    [InlineData("a@[192.0.2.1]", "a@[192.0.2.1]")]
    [InlineData("a@[ipv6:2001:DB8::1]", "a@[IPv6:2001:db8::1]")]
    public void An_address_has_one_look_up_form(string written, string canonical)
    {
        Assert.True(Address.TryParse(Encoding.UTF8.GetBytes(written), out var address));
        Assert.Equal(canonical, address.Canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@a.test")]
    [InlineData("a@")]
    [InlineData("a@b@c.test")]
    [InlineData("a b@c.test")]
    [InlineData("a@-c.test")]
    [InlineData("a@c..test")]
    [InlineData("a@[300.0.0.1]")]
    [InlineData("a@[1.2]")]
    [InlineData("\"a@b.test")]
    [InlineData("a\r\n@b.test")]
    public void What_is_no_address_is_refused(string written) => Assert.False(Address.TryParse(written, out _));

    [Fact]
    public void Octets_that_are_no_utf8_are_no_address() => Assert.False(Address.TryParse([0xff, (byte)'@', (byte)'a'], out _));

    [Fact]
    public void A_local_part_may_be_longer_than_64_octets_but_not_without_end()
    {
        Assert.True(Address.TryParse(Encoding.ASCII.GetBytes(new string('a', 192) + "@b.test"), out _));
        Assert.False(Address.TryParse(new string('a', 193) + "@b.test", out _));
    }

    [Theory]
    [InlineData("a b", "\"a b\"@c.test")]
    [InlineData("SRS0=x=[192.0.2.1]=a\"b", "\"SRS0=x=[192.0.2.1]=a\\\"b\"@c.test")]
    [InlineData("", null)]
    [InlineData("a\nb", null)]
    public void An_address_is_made_of_its_parts(string localPart, string? written)
    {
        Assert.Equal(written is not null, Address.TryCreate(localPart, "c.test", out var address));
        Assert.Equal(written, address?.ToString());
        Assert.Equal(written is null ? null : localPart, address?.LocalPart);
    }

    [Fact]
    public void The_wire_form_reads_back_as_the_same_address() =>
        Gen.String[Gen.Char[' ', '~'], 1, 32].Sample(local =>
        {
            var wire = $"\"{local.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"@b.test";
            Assert.True(Address.TryParse(wire, out var first));
            Assert.True(Address.TryParse(first.ToString(), out var second));
            Assert.Equal(local, second.LocalPart);
        });
}
