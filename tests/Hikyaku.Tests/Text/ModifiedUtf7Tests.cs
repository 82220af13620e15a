using CsCheck;
using Hikyaku.Formats.Text;

namespace Hikyaku.Tests.Text;

public sealed class ModifiedUtf7Tests
{
    [Theory]
    [InlineData("Entw&APw-rfe", "Entwürfe")]
    [InlineData("&ZeVnLIqe-", "日本語")]
    [InlineData("~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/台北/日本語")]
    [InlineData("A&-B", "A&B")]
    [InlineData("&2D3eAA-", "😀")]
    public void Known_names_decode_and_encode(string encoded, string name)
    {
        Assert.True(ModifiedUtf7.TryDecode(encoded, out var decoded));
        Assert.Equal(name, decoded);
        Assert.Equal(encoded, ModifiedUtf7.Encode(name));
    }

    [Theory]
    [InlineData("A&B")]
    [InlineData("&AEE-")]
    [InlineData("&Jjo!")]
    [InlineData("&2D0-")]
    [InlineData("日本")]
    [InlineData("&A-")]
    public void What_is_no_modified_utf7_is_refused(string encoded) => Assert.False(ModifiedUtf7.TryDecode(encoded, out _));

    [Fact]
    public void Every_name_survives_the_round_trip() =>
        Gen.String.Where(s => !s.Any(char.IsSurrogate)).Sample(name =>
            Assert.True(ModifiedUtf7.TryDecode(ModifiedUtf7.Encode(name), out var decoded) && string.Equals(decoded, name, StringComparison.Ordinal)));
}
