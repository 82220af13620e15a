using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Tests.Authenticity;

public sealed class MtaStsRecordTests
{
    [Theory]
    [InlineData("v=STSv1; id=20160831085700Z;", "20160831085700Z")]
    [InlineData("v=STSv1 ;id=1", "1")]
    [InlineData("v=STSv1; id=1; id=2", "1")]
    [InlineData("v=STSv1; id=a; new=thing; ", "a")]
    public void A_record_tells_the_id(string text, string id)
    {
        Assert.True(MtaStsRecord.TryParse(text, out var record));
        Assert.Equal(id, record.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("v=STSv1")]
    [InlineData("v=STSv1;")]
    [InlineData("v=STSv2; id=1")]
    [InlineData("v=STSv10; id=1")]
    [InlineData(" v=STSv1; id=1")]
    [InlineData("v=STSv1; id=")]
    [InlineData("v=STSv1; id=1-2")]
    [InlineData("v=STSv1; id=123456789012345678901234567890123")]
    [InlineData("v=STSv1;; id=1")]
    [InlineData("v=STSv1; nonsense; id=1")]
    public void What_is_no_record_is_refused(string text) => Assert.False(MtaStsRecord.TryParse(text, out _));

    [Fact]
    public void The_one_record_is_found_among_others()
    {
        Assert.True(MtaStsRecord.TryFind(["v=spf1 -all", "v=STSv1; id=7"], out var record));
        Assert.Equal("7", record.Id);
    }

    // RFC 8461 §3.1.
    [Fact]
    public void Two_records_are_none() => Assert.False(MtaStsRecord.TryFind(["v=STSv1; id=7", "v=STSv1; id=8"], out _));
}
