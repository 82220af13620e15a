using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;

namespace Hikyaku.Tests.Queue;

/// <summary>What waits in the queue for mailboxes here.</summary>
public sealed class LocalHandOverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly QueueRig _rig = new() { LocalDomain = "a.example" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_behind_the_delivery_keeps_the_report_of_success(bool losesTable)
    {
        await _rig.Add("s@s.example", DsnNotify.Success, "u@a.example");
        _rig.DiesBehindLocalWrite = true;
        await Assert.ThrowsAsync<IOException>(_rig.AttemptDue);

        _rig.DiesBehindLocalWrite = false;
        await _rig.Restart(losesTable);
        _rig.Time.Advance(Patience);
        await _rig.AttemptDue();

        Assert.Equal("u@a.example", Assert.Single(_rig.DeliveredHere));
        var (_, to, text) = Assert.Single(_rig.Reports);
        Assert.Equal("s@s.example", to);
        Assert.Contains("Action: delivered", text, StringComparison.Ordinal);
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task Success_is_told_once_and_leaves_nothing_behind()
    {
        await _rig.Add("s@s.example", DsnNotify.Success, "u@a.example", "v@a.example");

        await _rig.AttemptDue();
        _rig.Time.Advance(Patience);
        await _rig.AttemptDue();

        Assert.Equal(2, _rig.DeliveredHere.Count);
        Assert.Single(_rig.Reports);
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task What_was_served_is_not_sent_to_another_host_when_the_domain_leaves()
    {
        await _rig.Add("s@s.example", DsnNotify.Success, "u@a.example");
        _rig.DiesBehindLocalWrite = true;
        await Assert.ThrowsAsync<IOException>(_rig.AttemptDue);
        _rig.DiesBehindLocalWrite = false;
        _rig.LocalDomain = null;

        await _rig.Restart(losesTable: false);
        _rig.Time.Advance(Patience);
        await _rig.AttemptDue();

        Assert.Empty(_rig.Mta.Seen);
        Assert.Single(_rig.Reports);
    }

    [Fact]
    public async Task A_full_mailbox_here_does_not_rest_with_the_smart_host_of_other_mail()
    {
        Assert.True(RemoteRoutes.TryParse("*=smtp://192.0.2.9:25", out var routes));
        _rig.Routes = routes;
        await _rig.AddCopies("s@s.example", Here("u@a.example"));
        await _rig.Add("u@b.example");
        var smartHost = (await _rig.List()).SelectMany(e => e.Recipients).Single(r => r.Target.Domain == "b.example").Destination;
        await _rig.Storage.Postpone(smartHost, _rig.Time.GetUtcNow() + TimeSpan.FromHours(1), CancellationToken.None);

        await _rig.AttemptDue();
        await _rig.Queue.Redirect(CancellationToken.None);

        Assert.Equal("u@a.example", Assert.Single(_rig.DeliveredHere));
    }

    [Fact]
    public async Task It_goes_the_way_of_its_domain_when_that_is_no_longer_here()
    {
        _rig.LocalDomain = null;
        await _rig.AddCopies("s@s.example", Here("u@a.example"));

        await _rig.AttemptDue();

        Assert.Equal("mx.a.example", Assert.Single(_rig.Mta.Hosts).Name);
    }

    public void Dispose() => _rig.Dispose();

    private static QueueRecipient Here(string address) => new(QueueRig.Parse(address), new Recipient(QueueRig.Parse(address)), IsHere: true);
}
