using Hikyaku.Commands;

namespace Hikyaku.Tests.Commands;

public sealed class ProgressDisplayTests
{
    [Theory]
    [InlineData(14, "0:00:14")]
    [InlineData(100 * 3600, "100:00:00")]
    public void Time_left_is_told_in_hours_minutes_and_seconds(int seconds, string text) => Assert.Equal(text, ProgressDisplay.Left(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("accounts 1/2", 8, "accounts")]
    [InlineData("メール 1/2", 6, "メール")]
    [InlineData("メール 1/2", 5, "メー")]
    [InlineData("short", 80, "short")]
    public void A_line_stays_in_its_row(string line, int columns, string shown) => Assert.Equal(shown, ProgressDisplay.Fit(line, columns));
}
