using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Settings;
using static Hikyaku.Tests.Directories.TestDirectory;

namespace Hikyaku.Tests.Directories;

public sealed class SettingsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_outside_the_limits_is_refused()
    {
        await using var under = new TestDirectory();

        Assert.Equal(DirectoryRefusalReason.BadSettingValue, Reason(await under.Settings.Set("account.minPasswordLength", "0", Operator, Cancellation)));
        Assert.Equal(DirectoryRefusalReason.UnknownSetting, Reason(await under.Settings.Set("no.such", "0", Operator, Cancellation)));
        Assert.Equal(8, under.Settings.Get(DirectorySettings.MinPasswordLength));
    }

    [Fact]
    public async Task A_change_is_in_force_and_told_at_once()
    {
        await using var under = new TestDirectory();
        var seen = 0;
        under.Settings.Changed += () => seen = under.Settings.Get(DirectorySettings.MinPasswordLength);

        Done(await under.Settings.Set("account.minPasswordLength", "20", Operator, Cancellation));
        Assert.Equal(20, seen);
        Done(await under.Settings.Set("account.minPasswordLength", null, Operator, Cancellation));
        Assert.Equal(8, seen);
    }

    [Theory]
    [InlineData("5GiB", 5L << 30)]
    [InlineData("500MB", 500_000_000)]
    [InlineData("1.5 kib", 1536)]
    [InlineData("1024", 1024)]
    [InlineData("0", 0)]
    [InlineData("none", 0)]
    public void A_size_is_read(string text, long octets)
    {
        Assert.True(ByteSize.TryParse(text, out var read));
        Assert.Equal(octets, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GiB")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("5 GiBs")]
    [InlineData("99999999999TiB")]
    public void Other_texts_are_no_size(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData("1d12h", 129_600)]
    [InlineData("90", 90)]
    [InlineData("5M", 300)]
    public void A_time_is_read_and_written_back(string text, long seconds)
    {
        Assert.True(TimeSpanText.TryParse(text, out var span));
        Assert.Equal(seconds, (long)span.TotalSeconds);
        Assert.True(TimeSpanText.TryParse(TimeSpanText.Format(span), out var again) && again == span);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("5x")]
    [InlineData("9999999999s")]
    public void Other_texts_are_no_time(string text) => Assert.False(TimeSpanText.TryParse(text, out _));
}
