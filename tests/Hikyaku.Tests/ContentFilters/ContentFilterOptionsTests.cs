using Hikyaku.Mail.ContentFilters;

namespace Hikyaku.Tests.ContentFilters;

public sealed class ContentFilterOptionsTests
{
    [Theory]
    [InlineData("inet:127.0.0.1:11332", "inet:127.0.0.1:11332")]
    [InlineData("127.0.0.1:11332", "inet:127.0.0.1:11332")]
    [InlineData("inet:[2001:db8::1]:25", "inet:[2001:db8::1]:25")]
    [InlineData("inet:Filter.Example.test:25", "inet:filter.example.test:25")]
    [InlineData("unix:/run/Some/x.sock", "unix:/run/Some/x.sock")]
    public void Places_are_read_and_written(string text, string written)
    {
        Assert.True(FilterEndPoint.TryParse(text, out var endPoint));

        Assert.Equal(written, endPoint.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("inet:127.0.0.1")]
    [InlineData("inet:127.0.0.1:0")]
    [InlineData("inet:127.0.0.1:65536")]
    [InlineData("unix:relative")]
    [InlineData("unix:/has blank")]
    [InlineData("unix:/has|bar")]
    public void Other_places_are_not(string text) => Assert.False(FilterEndPoint.TryParse(text, out _));

    [Fact]
    public void A_list_reads_back()
    {
        Assert.True(FilterEndPoint.TryParse("unix:/run/Some/x.sock", out var endPoint));
        var options = new ContentFilterOptions("one", "milter", endPoint)
        {
            Scope = FilterScope.Submission,
            Fallback = FilterFallback.Accept,
            Timeout = TimeSpan.FromSeconds(90),
            MaxSize = 1 << 20,
        };

        Assert.True(ContentFilterList.TryParse(ContentFilterList.None.With(options).With(options with { Name = "two" }).ToString(), out var list));

        Assert.Equal([options, options with { Name = "two" }], list.All);
    }

    [Theory]
    [InlineData("one|milter|unix:/a|inbound|defer|30s")]
    [InlineData("One|milter|unix:/a|inbound|defer|30s|0")]
    [InlineData("one|milter|unix:/a|inbound|defer|30s|0 one|milter|unix:/b|inbound|defer|30s|0")]
    public void Other_lists_are_refused(string text) => Assert.False(ContentFilterList.TryParse(text, out _));
}
