using System.Globalization;
using Hikyaku.Hosting.Doctor;
using Hikyaku.Tests.Resolving;

namespace Hikyaku.Tests.Hosting.Doctor;

public sealed class DnsCheckTests
{
    private const string Host = "mail.example.test";

    public DnsCheckTests() => CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

    private static FakeDns Known => new FakeDns().AddHost(Host, "192.0.2.1", "2001:db8::1").AddPtr("192.0.2.1", Host).AddPtr("2001:db8::1", Host);

    [Fact]
    public async Task Names_that_lead_here_and_back_are_well()
    {
        var findings = await Look(Known.AddMx("example.test", (5, "backup.example.test"), (10, Host)), "example.test");

        Assert.Equal(3, findings.Count);
        Assert.All(findings, finding => Assert.Equal(FindingState.Ok, finding.State));
        Assert.Equal("Mail for example.test comes to mail.example.test.", findings[2].Text);
    }

    [Fact]
    public async Task A_dns_that_does_not_answer_fails()
    {
        var finding = Assert.Single(await Look(new FakeDns().FailHost(Host), "example.test"));

        Assert.Equal(FindingState.Fail, finding.State);
        Assert.Contains("No DNS server answers", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_name_without_an_address_is_told() =>
        AssertWarned(await Look(new FakeDns()), "mail.example.test has no address in the DNS");

    [Fact]
    public async Task An_address_without_a_name_is_told() =>
        AssertWarned(await Look(new FakeDns().AddHost(Host, "192.0.2.1")), "The address 192.0.2.1 of mail.example.test has no name");

    [Fact]
    public async Task An_address_with_the_name_of_another_is_told() =>
        AssertWarned(
            await Look(new FakeDns().AddHost(Host, "192.0.2.1").AddPtr("192.0.2.1", "host-1.provider.example")),
            "The address 192.0.2.1 leads back to \"host-1.provider.example\", not to mail.example.test");

    [Fact]
    public async Task A_domain_whose_mail_goes_elsewhere_is_told() =>
        AssertWarned(await Look(Known.AddMx("example.test", (10, "mx.other.example")), "example.test"), "goes to \"mx.other.example\", not to mail.example.test");

    [Fact]
    public async Task A_domain_without_mx_is_told() =>
        AssertWarned(await Look(Known, "example.test"), "example.test has no MX record");

    private static async Task<IReadOnlyList<Finding>> Look(FakeDns dns, params string[] domains) =>
        await DnsCheck.Run(Host, domains, dns, TestContext.Current.CancellationToken);

    private static void AssertWarned(IEnumerable<Finding> findings, string text) =>
        Assert.Contains(text, Assert.Single(findings, finding => finding.State != FindingState.Ok) is { State: FindingState.Warn } warning ? warning.Text : "", StringComparison.Ordinal);
}
