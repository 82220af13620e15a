using Hikyaku.Mail.Directory;
using Hikyaku.Protocols.Pop3;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Pop3;

public sealed class Pop3SignInTimesTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_refused_sign_in_does_not_make_the_wait_longer()
    {
        var times = new Pop3SignInTimes(_time);
        var delay = TimeSpan.FromMinutes(2);

        Assert.True(times.TryEnter(new AccountId(1), delay));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(times.TryEnter(new AccountId(1), delay));
        Assert.True(times.TryEnter(new AccountId(2), delay));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(times.TryEnter(new AccountId(1), delay));
    }

    [Fact]
    public void Without_a_delay_nobody_waits()
    {
        var times = new Pop3SignInTimes(_time);

        Assert.True(times.TryEnter(new AccountId(1), TimeSpan.Zero));
        Assert.True(times.TryEnter(new AccountId(1), TimeSpan.Zero));
    }

    [Fact]
    public void More_accounts_than_can_be_remembered_do_not_keep_others_out()
    {
        var times = new Pop3SignInTimes(_time);
        for (var account = 1; account <= Pop3SignInTimes.MaxAccounts + 5; account++)
            Assert.True(times.TryEnter(new AccountId(account), TimeSpan.FromHours(1)));

        Assert.False(times.TryEnter(new AccountId(Pop3SignInTimes.MaxAccounts + 5), TimeSpan.FromHours(1)));
    }
}
