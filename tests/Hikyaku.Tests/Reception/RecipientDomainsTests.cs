using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Reception;
using Hikyaku.Tests.Directories;
using Hikyaku.Tests.Resolving;

namespace Hikyaku.Tests.Reception;

public sealed class RecipientDomainsTests : IAsyncDisposable
{
    private readonly FakeDns _dns = new();
    private readonly TestDirectory _directory = new(settings: [typeof(QueueSettings), typeof(SmtpSettings)]);

    public RecipientDomainsTests() =>
        _dns.AddMx("null.example", (0, "")).AddMx("good.example", (10, "mx.good.example")).AddHost("host.example", "192.0.2.1").FailMx("broken.example");

    public ValueTask DisposeAsync() => _directory.DisposeAsync();

    [Theory]
    [InlineData("a@null.example", 556)]
    [InlineData("a@gone.example", 550)]
    [InlineData("a@good.example", null)]
    [InlineData("a@host.example", null)]
    [InlineData("a@broken.example", null)]
    [InlineData("a@[192.0.2.1]", null)]
    public async Task What_the_DNS_says_is_told_at_once(string recipient, int? code) => Assert.Equal(code, (await Check(recipient))?.Code);

    [Fact]
    public async Task The_DNS_is_not_asked_where_a_smart_host_takes_the_mail()
    {
        TestDirectory.Done(await _directory.Settings.Set("queue.routes", "null.example=smtp://relay.example gone.example=mx", Actor.System, default));

        Assert.Null(await Check("a@null.example"));
        Assert.Equal(SmtpStatus.NoSuchDomain, await Check("a@gone.example"));
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        TestDirectory.Done(await _directory.Settings.Set("smtp.checkRecipientDomain", "no", Actor.System, default));

        Assert.Null(await Check("a@null.example"));
    }

    private async Task<SmtpStatus?> Check(string recipient)
    {
        Assert.True(Address.TryParse(recipient, out var address));
        var envelope = new Envelope { ReversePath = null, Arrived = DateTimeOffset.UnixEpoch };
        return await new RecipientDomains(_dns, _directory.Settings, TimeProvider.System).Check(address, envelope, TestContext.Current.CancellationToken);
    }
}
