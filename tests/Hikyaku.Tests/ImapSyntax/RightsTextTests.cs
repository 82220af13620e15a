using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Tests.ImapSyntax;

public sealed class RightsTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("lr", "lr")]
    [InlineData("ealr", "lrea")]
    [InlineData("lrc", "lrkx")]
    [InlineData("lrd", "lrte")]
    [InlineData("lrswipkxtea", "lrswipkxtea")]
    public void Letters_are_read_and_written_in_one_order(string text, string written)
    {
        Assert.True(RightsText.TryParse(text, out var rights));
        Assert.Equal(written, RightsText.Format(rights));
    }

    [Theory]
    [InlineData("lrz")]
    [InlineData("L")]
    [InlineData("l r")]
    [InlineData("é")]
    public void What_is_no_right_is_refused(string text) => Assert.False(RightsText.TryParse(text, out _));

    [Fact]
    public void All_letters_are_all_rights()
    {
        Assert.True(RightsText.TryParse("lrswipkxtea", out var rights));
        Assert.Equal(MailboxRights.All, rights);
        Assert.Equal("lrswipkxteacd", RightsText.FormatForAll(rights));
        Assert.Equal("lr", RightsText.FormatForAll(MailboxRights.Lookup | MailboxRights.Read));
    }
}
