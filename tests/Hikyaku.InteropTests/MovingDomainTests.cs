using System.Globalization;

namespace Hikyaku.InteropTests;

/// <summary>A domain that two servers serve, while it moves from one to the other.</summary>
public sealed class MovingDomainTests : IAsyncLifetime
{
    private const string User = "bob@moving.test";
    private readonly RealServer _old = new();
    private readonly RealServer _new = new();

    public async ValueTask InitializeAsync()
    {
        await _old.InitializeAsync();
        await _new.InitializeAsync();
        foreach (var server in (RealServer[])[_old, _new])
        {
            await server.Command("", "domain", "add", "moving.test");
            await server.Command(RealServer.Password, "account", "add", User, "--password-stdin");
        }
    }

    [Fact]
    public async Task Mail_goes_to_the_old_host_until_the_domain_is_live()
    {
        await _new.Command("", "domain", "set", "moving.test", "--live", "no", "--old-host", $"smtp://127.0.0.1:{Port("smtp")}");
        await Mailbox.Submit(_new, RealServer.Alice, "before", User);
        Assert.Single(await Mailbox.Await(_old, User, "before"));

        await _new.Command("", "domain", "set", "moving.test", "--live", "yes");
        await Mailbox.Submit(_new, RealServer.Alice, "after", User);
        Assert.Single(await Mailbox.Await(_new, User, "after"));

        await _new.Command("", "domain", "set", "moving.test", "--live", "no");
        await Mailbox.Submit(_new, User, "back again", User);
        Assert.Single(await Mailbox.Await(_old, User, "back again"));
    }

    [Fact]
    public async Task What_waited_for_a_dead_old_host_is_delivered_when_the_domain_is_live()
    {
        await _new.Command("", "domain", "set", "moving.test", "--live", "no", "--old-host", "smtp://127.0.0.1:1");
        await Mailbox.Submit(_new, RealServer.Alice, "waiting", User);

        await _new.Command("", "domain", "set", "moving.test", "--live", "yes");

        Assert.Single(await Mailbox.Await(_new, User, "waiting"));
    }

    [Fact]
    public async Task The_next_smart_host_is_signed_in_to_when_the_first_is_dead()
    {
        await _new.Command(
            RealServer.Password, "route", "set", "moving2.test", "smtp://127.0.0.1:1", $"smtp://127.0.0.1:{Port("submission")}",
            "--user", RealServer.Alice, "--password-stdin", "--tls", "encrypt");
        await _old.Command("", "domain", "add", "moving2.test");
        await _old.Command(RealServer.Password, "account", "add", "eve@moving2.test", "--password-stdin");
        await Mailbox.Submit(_new, RealServer.Alice, "by the second host", "eve@moving2.test");

        Assert.Contains("with ESMTPSA", Assert.Single(await Mailbox.Await(_old, "eve@moving2.test", "by the second host")).Headers["Received"], StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _old.DisposeAsync();
        await _new.DisposeAsync();
    }

    private string Port(string listener) => _old.Port(listener).ToString(CultureInfo.InvariantCulture);
}
