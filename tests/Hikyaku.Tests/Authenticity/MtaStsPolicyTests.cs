using System.Text;
using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Tests.Authenticity;

public sealed class MtaStsPolicyTests
{
    private const string Good = "version: STSv1\r\nmode: enforce\r\nmx: Mail.example.com\r\nmx: *.example.net\r\nmax_age: 604800\r\n";

    [Theory]
    [InlineData(Good)]
    [InlineData("max_age:604800\nmx:mail.example.com\nmx:*.example.net\nmode:enforce\nversion:STSv1")]
    [InlineData("version: STSv1\nversion: STSv2\nmode: enforce\nmode: strict\nmax_age: 604800\nmax_age: never\nmx: mail.example.com\nmx: *.example.net\n")]
    [InlineData("version: STSv1\nmode: enforce\nmode: none\nmax_age: 604800\nmax_age: 1\nmx: mail.example.com\nmx: *.example.net\nfuture: x\n\n")]
    public void A_policy_is_read(string text)
    {
        var policy = Parse(text);

        Assert.NotNull(policy);
        Assert.Equal(MtaStsMode.Enforce, policy.Mode);
        Assert.Equal(TimeSpan.FromDays(7), policy.MaxAge);
        Assert.Equal(["mail.example.com", "*.example.net"], policy.Hosts);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("version: STSv2\nmode: none\nmax_age: 1\n", 1)]
    [InlineData("version: STSv1\nmode: strict\nmax_age: 1\n", 2)]
    [InlineData("version: STSv1\nmode: none\nmax_age: -1\n", 3)]
    [InlineData("version: STSv1\nmode: none\nmax_age: 99999999999\n", 3)]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 1\n", 4)]
    [InlineData("version: STSv1\nmode: enforce\nmx: *.*.example\nmax_age: 1\n", 3)]
    [InlineData("mode: none\nmax_age: 1\n", 3)]
    [InlineData("version: STSv1\n<html>\n", 2)]
    public void What_is_no_policy_is_refused_with_its_line(string text, int line)
    {
        Assert.False(MtaStsPolicy.TryParse(Encoding.UTF8.GetBytes(text), out _, out var wrong));
        Assert.Equal(line, wrong);
    }

    [Fact]
    public void A_file_without_end_is_refused() => Assert.False(MtaStsPolicy.TryParse(new byte[MtaStsPolicy.MaxOctets + 1], out _, out _));

    [Fact]
    public void An_age_above_a_year_counts_as_a_year() =>
        Assert.Equal(31_557_600, Parse("version: STSv1\nmode: none\nmax_age: 9999999999\n")!.MaxAge.TotalSeconds);

    // RFC 8461 §4.1: the star is one label.
    [Theory]
    [InlineData("mail.example.com", true)]
    [InlineData("a.example.net", true)]
    [InlineData("example.net", false)]
    [InlineData("a.b.example.net", false)]
    [InlineData("mail.example.com.evil.example", false)]
    [InlineData("amail.example.com", false)]
    public void A_policy_names_hosts(string host, bool isNamed) => Assert.Equal(isNamed, Parse(Good)!.Names(host));

    private static MtaStsPolicy? Parse(string text) => MtaStsPolicy.TryParse(Encoding.UTF8.GetBytes(text), out var policy, out _) ? policy : null;
}
