using System.Net;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Checks.DnsLists;
using Hikyaku.Tests.Resolving;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Checks;

public sealed class DnsListTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeDns _dns = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("192.0.2.1", "1.2.0.192.bl.example")]
    [InlineData("2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example")]
    public void An_address_is_asked_in_reverse(string address, string question) =>
        Assert.Equal(question, DnsList.Question(IPAddress.Parse(address), "bl.example"));

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.2", true)]
    [InlineData("127.0.0.2", "127.0.0.3", false)]
    [InlineData("127.0.0.0/28", "127.0.0.15", true)]
    [InlineData("127.0.0.0/28", "127.0.0.16", false)]
    [InlineData("127.0.0.4-127.0.0.11,127.0.0.2", "127.0.0.11", true)]
    [InlineData("127.0.0.4-127.0.0.11", "127.0.0.12", false)]
    [InlineData("&0.0.0.6", "127.0.0.7", true)]
    [InlineData("&0.0.0.6", "127.0.0.4", false)]
    [InlineData("127.0.0.0/16", "127.255.255.254", false)]
    [InlineData("127.0.0.0/8", "10.0.0.2", false)]
    public void Return_codes_choose_among_the_answers(string codes, string answer, bool counts)
    {
        Assert.True(ReturnCodes.TryParse(codes, out var rules));
        Assert.Equal(counts, rules.Contain(IPAddress.Parse(answer)));
        Assert.Equal(codes, rules.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0")]
    [InlineData("::1")]
    [InlineData("127.0.0.9-127.0.0.2")]
    [InlineData("127.0.0.0/33")]
    [InlineData("&0.0.0.0")]
    public void Bad_return_codes_are_refused(string codes) => Assert.False(ReturnCodes.TryParse(codes, out _));

    [Theory]
    [InlineData("a.example|client|127.0.0.0/16|0")]
    [InlineData("a.example|planet|127.0.0.0/16|1")]
    [InlineData("a b|client|127.0.0.0/16|1")]
    [InlineData("a.example|client|1")]
    public void A_bad_list_is_refused(string text) => Assert.False(DnsListTable.TryParse(text, out _));

    [Fact]
    public async Task Two_lists_must_agree_and_an_allow_list_outweighs_them()
    {
        _dns.AddHost("1.2.0.192.one.example", "127.0.0.2");
        var lists = "one.example|client|127.0.0.0/16|1 two.example|client|127.0.0.0/16|1";
        Assert.Null(await Look(lists));

        _dns.AddHost("1.2.0.192.two.example", "127.0.0.9");
        var found = await Look(lists);
        Assert.Equal((2, "192.0.2.1 is listed by one.example, two.example"), (found!.Weight, found.Reason));

        _dns.AddHost("1.2.0.192.good.example", "127.0.0.2");
        Assert.Null(await Look(lists + " good.example|client|127.0.0.0/16|-2"));
        var praised = await Look(lists + " good.example|client|127.0.0.0/16|-3");
        Assert.True(praised!.IsFavourable);
        Assert.Null((praised with { Action = CheckAction.Refuse }).Status);
    }

    [Fact]
    public async Task Names_of_host_HELO_and_sender_are_asked_too()
    {
        _dns.AddPtr("192.0.2.1", "host.other.example").AddHost("host.other.example", "192.0.2.1");
        foreach (var name in (string[])["host.other.example", "helo.other.example", "sender.example"])
        {
            _dns.AddHost(name + ".names.example", "127.0.0.2");
        }

        var found = await Look("names.example|host|127.0.0.2|1 names.example|helo|127.0.0.2|1 names.example|sender|127.0.0.2|1");
        Assert.Equal(3, found!.Weight);
    }

    [Fact]
    public async Task A_list_that_does_not_answer_says_nothing_and_is_left_alone_for_a_while()
    {
        var dns = new FakeDns().FailHost("1.2.0.192.silent.example");
        var check = await Check("silent.example|client|127.0.0.2|2", dns);
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await check.Look(Visit(), Cancellation));
        }

        Assert.Equal(3, dns.AddressesAsked);
        _time.Advance(TimeSpan.FromMinutes(2));
        await check.Look(Visit(), Cancellation);
        Assert.Equal(4, dns.AddressesAsked);
    }

    private async Task<Finding?> Look(string lists) => await (await Check(lists, _dns)).Look(Visit(), Cancellation);

    private async Task<DnsListCheck> Check(string lists, FakeDns dns) =>
        new(dns, new ClientNames(dns), await TestSettings.With((CheckSettings.DnsLists.Key, lists)), _time);

    private static BorderVisit Visit()
    {
        var visit = BorderChecks.Open(IPAddress.Parse("192.0.2.1"));
        visit.Begin("helo.other.example", Address.TryParse("bob@sender.example", out var sender) ? sender : null);
        return visit;
    }
}
