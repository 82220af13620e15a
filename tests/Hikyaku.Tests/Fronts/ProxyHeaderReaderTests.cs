using System.Net;
using System.Text;
using Hikyaku.Formats.Fronts;

namespace Hikyaku.Tests.Fronts;

public sealed class ProxyHeaderReaderTests
{
    private static readonly byte[] Signature = [.. "\r\n\r\n\0\r\nQUIT\n"u8];
    private static readonly byte[] Addresses4 = [192, 0, 2, 1, 198, 51, 100, 2, 0x9c, 0x40, 0, 25];

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 40000 25\r\n", "192.0.2.1:40000", "198.51.100.2:25")]
    [InlineData("PROXY TCP6 2001:db8::1 2001:db8::2 40000 25\r\n", "[2001:db8::1]:40000", "[2001:db8::2]:25")]
    public void A_line_names_both_ends(string line, string source, string destination)
    {
        var result = Read(line + "EHLO a\r\n");

        Assert.Equal(new ProxyHeader(IPEndPoint.Parse(source), IPEndPoint.Parse(destination)), result.Header);
        Assert.Equal(line.Length, result.Length);
    }

    [Theory]
    [InlineData("PROXY UNKNOWN\r\n")]
    [InlineData("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n")]
    public void An_unknown_client_leaves_the_front(string line) => Assert.Equal(new ProxyHeader(null, null), Read(line).Header);

    [Theory]
    [InlineData("EHLO client.example.test\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 40000\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 40000 65536\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 -1 25\r\n")]
    [InlineData("PROXY TCP4 1 2 40000 25\r\n")]
    [InlineData("PROXY TCP4 0x7f.0.0.1 127.0.0.1 40000 25\r\n")]
    [InlineData("PROXY TCP4 2001:db8::1 2001:db8::2 40000 25\r\n")]
    [InlineData("PROXY TCP6 192.0.2.1 198.51.100.2 40000 25\r\n")]
    [InlineData("PROXY TCP6 fe80::1%eth0 ::1 40000 25\r\n")]
    [InlineData("PROXY UDP4 192.0.2.1 198.51.100.2 40000 25\r\n")]
    public void Other_lines_are_wrong(string line) => Assert.NotNull(Read(line).Problem);

    [Fact]
    public void A_line_that_does_not_end_is_wrong() => Assert.NotNull(Read("PROXY UNKNOWN " + new string('x', 100)).Problem);

    [Fact]
    public void Every_cut_of_a_header_wants_more()
    {
        byte[] header = [.. Signature, 0x21, 0x11, 0, 12, .. Addresses4];

        for (var i = 0; i < header.Length; i++)
            Assert.True(ProxyHeaderReader.Read(header.AsSpan(0, i)).NeedsMore, $"{i} octets");
    }

    [Fact]
    public void A_binary_header_names_both_ends()
    {
        var result = ProxyHeaderReader.Read([.. Signature, 0x21, 0x11, 0, 12, .. Addresses4, (byte)'E']);

        Assert.Equal(new ProxyHeader(IPEndPoint.Parse("192.0.2.1:40000"), IPEndPoint.Parse("198.51.100.2:25")), result.Header);
        Assert.Equal(28, result.Length);
    }

    [Fact]
    public void It_tells_of_TLS_at_the_front()
    {
        byte[] tls = [0x20, 0, 37, 1, 0, 0, 0, 0, 0x21, 0, 7, .. "TLSv1.3"u8, 0x23, 0, 19, .. "TLS_AES_128_GCM_SHA"u8];

        var result = ProxyHeaderReader.Read([.. Signature, 0x21, 0x11, 0, (byte)(12 + tls.Length), .. Addresses4, .. tls]);

        Assert.Equal(new ProxyTls("TLSv1.3", "TLS_AES_128_GCM_SHA"), result.Header?.Tls);
    }

    [Fact]
    public void A_client_without_TLS_is_not_protected_by_the_field()
    {
        byte[] tls = [0x20, 0, 5, 0, 0, 0, 0, 0];

        var result = ProxyHeaderReader.Read([.. Signature, 0x21, 0x11, 0, (byte)(12 + tls.Length), .. Addresses4, .. tls]);

        Assert.NotNull(result.Header);
        Assert.Null(result.Header.Tls);
    }

    [Fact]
    public void A_check_of_the_front_itself_has_no_client() =>
        Assert.Equal(new ProxyHeader(null, null), ProxyHeaderReader.Read([.. Signature, 0x20, 0, 0, 0]).Header);

    [Theory]
    [InlineData(new byte[] { 0x31, 0x11, 0, 12 })]
    [InlineData(new byte[] { 0x22, 0x11, 0, 12 })]
    [InlineData(new byte[] { 0x21, 0x11, 0, 4, 1, 2, 3, 4 })]
    [InlineData(new byte[] { 0x21, 0x11, 0xff, 0xff })]
    [InlineData(new byte[] { 0x21, 0x11, 0, 15, 1, 2, 3, 4, 1, 2, 3, 4, 0, 1, 0, 2, 0x20, 0, 9 })]
    public void Other_binary_headers_are_wrong(byte[] rest) => Assert.NotNull(ProxyHeaderReader.Read([.. Signature, .. rest]).Problem);

    private static ProxyHeaderResult Read(string text) => ProxyHeaderReader.Read(Encoding.Latin1.GetBytes(text));
}
