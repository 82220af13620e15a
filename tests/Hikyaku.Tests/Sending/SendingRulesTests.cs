using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Sending;

namespace Hikyaku.Tests.Sending;

public sealed class SendingRulesTests
{
    [Fact]
    public void An_account_comes_before_its_domain_and_that_before_everybody()
    {
        Assert.True(SendingRules.TryParse("*|messages-per-hour=10,messages-per-day=50,watch=0 example.test|messages-per-hour=20 ann@example.test|messages-per-day=0,watch=1", out var rules));
        Assert.Equal("messages-per-hour=20,messages-per-day=0,watch=1", rules.Of("ann@example.test").ToString());
        Assert.Equal("messages-per-hour=20,messages-per-day=50,watch=0", rules.Of("bob@example.test").ToString());
        Assert.Equal("messages-per-hour=10,messages-per-day=50,watch=0", rules.Of("bob@other.test").ToString());
        Assert.True(SendingRules.TryParse(rules.ToString(), out var again));
        Assert.Equal(rules.ToString(), again.ToString());
    }

    [Theory]
    [InlineData("*|messages-per-year=1")]
    [InlineData("*|messages-per-hour=-1")]
    [InlineData("*|watch=2")]
    [InlineData("a b|watch=1")]
    [InlineData("*")]
    public void Bad_rules_are_refused(string text) => Assert.False(SendingRules.TryParse(text, out _));

    [Theory]
    [InlineData("ann@example.test|sales@other.test", "ann@example.test", "sales@other.test", true)]
    [InlineData("ann@example.test|sales@other.test", "bob@example.test", "sales@other.test", false)]
    [InlineData("example.test|@other.test", "bob@example.test", "anyone@other.test", true)]
    [InlineData("example.test|@other.test", "bob@example.test", "anyone@sub.other.test", false)]
    [InlineData("*|sales@other.test", "bob@third.test", "SALES@Other.test", true)]
    [InlineData("", "bob@third.test", "sales@other.test", false)]
    public void Other_senders_are_allowed_to_whom_they_are_named_for(string text, string account, string sender, bool isAllowed)
    {
        Assert.True(OtherSenders.TryParse(text, out var senders));
        Assert.True(Address.TryParse(sender, out var address));
        Assert.Equal(isAllowed, senders.Allow(account, address));
    }

    [Theory]
    [InlineData("ann@example.test|other.test")]
    [InlineData("ann@example.test|@")]
    [InlineData("ann@example.test")]
    public void Bad_other_senders_are_refused(string text) => Assert.False(OtherSenders.TryParse(text, out _));

    [Fact]
    public void Hours_pass_and_the_oldest_counts_in_part()
    {
        var counter = new SentCounter();
        var start = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        var hour = SentCounter.HourOf(start);
        counter.Add(SentKind.Messages, hour, 100);
        Assert.Equal(100, counter.Sum(SentKind.Messages, 1, start.AddMinutes(59)));
        Assert.Equal(50, counter.Sum(SentKind.Messages, 1, start.AddMinutes(90)));
        Assert.Equal(0, counter.Sum(SentKind.Messages, 1, start.AddHours(2)));
        Assert.Equal(100, counter.Sum(SentKind.Messages, 24, start.AddHours(23)));
        Assert.Equal(75, counter.Sum(SentKind.Messages, 24, start.AddHours(24).AddMinutes(15)));
        Assert.Equal(0, counter.Sum(SentKind.Recipients, 24, start));
        Assert.Equal(0, counter.Sum(SentKind.Messages, 24, start.AddHours(26)));
    }
}
