using System.Net;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Settings;
using Hikyaku.Tests.Resolving;

namespace Hikyaku.Tests.Checks;

public sealed class CheckTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mail.other.example", null)]
    [InlineData("[192.0.2.1]", null)]
    [InlineData("[192.0.2.2]", "not the client's")]
    [InlineData("192.0.2.1", "without brackets")]
    [InlineData("[nonsense]", "address literal")]
    [InlineData("localhost", "not fully qualified")]
    [InlineData("mail.example.test", "this server's own")]
    [InlineData("a b", "not a domain name")]
    public async Task The_name_in_HELO_is_judged(string name, string? reason)
    {
        var finding = await new HeloName(new ServerIdentity("mail.example.test", "/")).Look(Visit(name, null), Cancellation);

        Assert.Equal(reason is not null, finding is not null);
        Assert.Contains(reason ?? "", finding?.Reason ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_name_counts_only_when_it_leads_back()
    {
        var dns = new FakeDns().AddPtr("192.0.2.1", "mail.other.example", "mail.bank.example").AddHost("mail.other.example", "192.0.2.1").AddHost("mail.bank.example", "198.51.100.1");
        var visit = Visit("x", null);

        var finding = await new ReverseDns(new ClientNames(dns)).Look(visit, Cancellation);

        Assert.Null(finding);
        Assert.Equal(["mail.other.example"], visit.HostNames);
        Assert.True(TryException("*", ".other.example", null).Covers("helo", visit, "example.test"));
        Assert.False(TryException("*", "mail.bank.example", null).Covers("helo", visit, "example.test"));
    }

    [Fact]
    public async Task A_client_without_a_host_name_is_found_and_one_whose_DNS_fails_is_not()
    {
        Assert.NotNull(await new ReverseDns(new ClientNames(new FakeDns())).Look(Visit("x", null), Cancellation));
        Assert.NotNull(await new ReverseDns(new ClientNames(new FakeDns().AddPtr("192.0.2.1", "a.example"))).Look(Visit("x", null), Cancellation));
        Assert.Null(await new ReverseDns(new ClientNames(new FakeDns().AddPtr("192.0.2.1", "a.example").FailHost("a.example"))).Look(Visit("x", null), Cancellation));
    }

    [Fact]
    public async Task A_sender_whose_domain_has_a_null_MX_is_refused_with_5_7_27()
    {
        var dns = new FakeDns().AddMx("silent.example", (0, "")).AddMx("other.example", (10, "mx.other.example"));

        var finding = await new NullMx(dns).Look(Visit("x", "bob@silent.example"), Cancellation);

        Assert.Equal("5.7.27", (finding! with { Action = CheckAction.Refuse }).Status!.Enhanced.ToString());
        Assert.Null(await new NullMx(dns).Look(Visit("x", "bob@other.example"), Cancellation));
        Assert.Null(await new NullMx(dns).Look(Visit("x", null), Cancellation));
    }

    [Fact]
    public async Task A_sender_whose_DNS_fails_is_deferred_at_most()
    {
        var finding = await new SenderDomain(new FakeDns().FailMx("slow.example")).Look(Visit("x", "bob@slow.example"), Cancellation);

        Assert.True((finding! with { Action = CheckAction.Refuse }).Status!.IsTransient);
    }

    [Theory]
    [InlineData("helo|192.0.2.0/24|example.test", true, false)]
    [InlineData("*|192.0.2.1|*", true, true)]
    [InlineData("*|2001:db8::/32|*", false, false)]
    [InlineData("helo|bob@other.example|*", true, true)]
    [InlineData("reverse-dns|192.0.2.1|*", false, false)]
    public void An_exception_holds_for_its_check_client_and_domain(string text, bool here, bool elsewhere)
    {
        Assert.True(CheckExceptions.TryParse(text, out var exceptions));
        var visit = Visit("x", "bob@other.example");

        Assert.Equal(here, exceptions.Cover("helo", visit, "example.test"));
        Assert.Equal(elsewhere, exceptions.Cover("helo", visit, "elsewhere.test"));
    }

    [Theory]
    [InlineData("helo=explode:1")]
    [InlineData("helo=score:101")]
    [InlineData("helo=score")]
    [InlineData("HELO=score:1")]
    [InlineData("helo=99:1")]
    public void A_bad_table_is_refused(string text) => Assert.False(CheckTable.TryParse(text, out _));

    private static BorderVisit Visit(string helo, string? sender)
    {
        var visit = BorderChecks.Open(IPAddress.Parse("192.0.2.1"));
        visit.Begin(helo, Address.TryParse(sender ?? "", out var address) ? address : null);
        return visit;
    }

    private static CheckException TryException(string check, string who, string? domain) =>
        CheckException.TryCreate(check, who, domain, out var one) ? one : throw new FormatException(who);
}
