using Hikyaku.Hosting.Doctor;
using Hikyaku.Tests.Resolving;

namespace Hikyaku.Tests.Hosting.Doctor;

public sealed class DnssecCheckTests
{
    [Fact]
    public async Task A_resolver_that_validates_is_well() => Assert.Equal(FindingState.Ok, await Look(new FakeDns().AddTxt("org").Sign("org")));

    [Fact]
    public async Task A_resolver_that_does_not_is_told() => Assert.Equal(FindingState.Warn, await Look(new FakeDns().AddTxt("org")));

    [Fact]
    public async Task Without_DNS_nothing_is_known() => Assert.Null(await Look(new FakeDns().FailMx("org")));

    private static async Task<FindingState?> Look(FakeDns dns) => (await DnssecCheck.Run(dns, TestContext.Current.CancellationToken))?.State;
}
