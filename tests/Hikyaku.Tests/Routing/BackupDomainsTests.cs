using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Routing;

namespace Hikyaku.Tests.Routing;

public sealed class BackupDomainsTests
{
    [Theory]
    [InlineData("info@partner.example", true)]
    [InlineData("INFO@Partner.example", true)]
    [InlineData("info+tag@partner.example", true)]
    [InlineData("nobody@partner.example", false)]
    [InlineData("x@any.example", true)]
    [InlineData("x@sub.any.example", false)]
    [InlineData("x@none.example", false)]
    public void Known_recipients_are_taken(string address, bool isTaken)
    {
        Assert.True(BackupDomains.TryParse("Partner.example=info,Boss none.example= any.example", out var domains));

        Assert.Equal(isTaken, domains.Has(Address.TryParse(address, out var parsed) ? parsed : throw new FormatException(address)));
    }

    [Fact]
    public void Domains_read_back()
    {
        Assert.True(BackupDomains.TryParse("b.example=y,x a.example", out var domains));

        Assert.Equal("a.example\nb.example=x,y", domains.ToText());
        Assert.Equal("a.example b.example(2)", domains.ToString());
        Assert.True(BackupDomains.TryParse(domains.Without("a.example").ToText(), out var again));
        Assert.Equal("b.example=x,y", again.ToText());
    }

    [Theory]
    [InlineData("-a.example")]
    [InlineData("a.example=b@c.example")]
    [InlineData("a.example=\"b(c\"")]
    public void What_is_no_backup_is_refused(string text) => Assert.False(BackupDomains.TryParse(text, out _));
}
