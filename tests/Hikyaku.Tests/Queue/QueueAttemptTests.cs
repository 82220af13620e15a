using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;

namespace Hikyaku.Tests.Queue;

public sealed class QueueAttemptTests : IDisposable
{
    private static readonly SmtpStatus Busy = new(451, new(4, 7, 1), "greylisted");
    private static readonly SmtpStatus Unknown = new(550, new(5, 1, 1), "no such user");
    private readonly QueueRig _rig = new();

    [Fact]
    public async Task A_delivered_message_leaves_with_its_file()
    {
        await _rig.Add("u@a.example");

        await _rig.AttemptDue();

        Assert.Equal(("u@a.example", QueueRig.Message), Assert.Single(_rig.Mta.Seen));
        Assert.Empty(await _rig.List());
        Assert.Equal(0, _rig.Blobs.Count);
        Assert.Empty(_rig.Reports);
    }

    [Fact]
    public async Task Recipients_of_one_destination_share_a_transaction()
    {
        await _rig.Add("u@a.example", "v@b.example", "w@a.example");

        await _rig.AttemptDue();

        Assert.Equal(["u@a.example w@a.example", "v@b.example"], _rig.Mta.Seen.Select(s => s.Recipients).Order());
    }

    [Fact]
    public async Task Domains_of_one_smart_host_share_a_transaction()
    {
        _rig.Routes = RemoteRoutes.None.With("*", RemoteRoute.TryParse("smtp://192.0.2.5:2525", out var route) ? route : throw new InvalidOperationException());
        await _rig.Add("u@a.example", "v@b.example");

        await _rig.AttemptDue();

        Assert.Equal("u@a.example v@b.example", Assert.Single(_rig.Mta.Seen).Recipients);
    }

    [Theory]
    [InlineData("u@b.example", "v@a.example")]
    [InlineData("v@a.example", "u@b.example")]
    public async Task A_smart_host_gets_only_what_is_not_for_this_server(string first, string second)
    {
        _rig.LocalDomain = "a.example";
        _rig.Routes = RemoteRoutes.None.With("*", RemoteRoute.TryParse("smtp://192.0.2.5:2525", out var route) ? route : throw new InvalidOperationException());
        await _rig.Add(first, second);

        await _rig.AttemptDue();

        Assert.Equal("u@b.example", Assert.Single(_rig.Mta.Seen).Recipients);
        Assert.Equal("v@a.example", Assert.Single(_rig.DeliveredHere));
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task A_temporary_failure_is_tried_again_by_the_schedule()
    {
        _rig.Mta.AnswerAll(Busy);
        await _rig.Add("u@a.example");

        await _rig.AttemptDue();

        var state = Assert.Single(Assert.Single(await _rig.List()).Recipients).Attempts;
        Assert.Equal(1, state.Count);
        Assert.Equal(Busy, state.Status);
        Assert.Equal("mx.a.example [192.0.2.1]", state.Remote);
        Assert.InRange(state.Next - _rig.Time.GetUtcNow(), TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(5.5));
        Assert.Empty(_rig.Reports);
    }

    [Fact]
    public async Task A_failure_is_reported_in_one_durable_unit_with_the_removal()
    {
        _rig.Mta.AnswerAll(Unknown);
        await _rig.Add("u@a.example", "v@a.example");

        await _rig.AttemptDue();

        var report = Assert.Single(_rig.Reports);
        Assert.Equal("s@s.example", report.To);
        Assert.Null(report.Envelope.ReversePath);
        Assert.Empty(await _rig.List());
        Assert.Equal(2, _rig.Journal.Count);
    }

    [Theory]
    [InlineData("", DsnNotify.Unspecified)]
    [InlineData("s@s.example", DsnNotify.Never)]
    [InlineData("s@s.example", DsnNotify.Success)]
    [InlineData("s@s.example", DsnNotify.Delay)]
    public async Task A_failure_that_nobody_wants_to_know_is_not_reported(string sender, DsnNotify notify)
    {
        _rig.Mta.AnswerAll(Unknown);
        await _rig.Add(sender, notify, "u@a.example");

        await _rig.AttemptDue();

        Assert.Empty(_rig.Reports);
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task Only_the_failed_recipient_is_reported()
    {
        _rig.Mta.Answer = (t, _) => ValueTask.FromResult<RemoteResult>(new RemoteResult.Answered(
            [new DeliveryResult.Delivered(FakeMta.Taken), new DeliveryResult.Failed(Unknown), new DeliveryResult.Deferred(Busy)], PassedOnReports: false));
        await _rig.Add("u@a.example", "v@a.example", "w@a.example");

        await _rig.AttemptDue();

        var report = Assert.Single(_rig.Reports).Text;
        Assert.Contains("Final-Recipient: rfc822; v@a.example", report, StringComparison.Ordinal);
        Assert.DoesNotContain("u@a.example", report, StringComparison.Ordinal);
        Assert.DoesNotContain("w@a.example", report, StringComparison.Ordinal);
        Assert.Equal("w@a.example", Assert.Single(Assert.Single(await _rig.List()).Recipients).Target.ToString());
    }

    [Fact]
    public async Task The_sender_is_warned_once_and_told_the_end()
    {
        _rig.Mta.AnswerAll(Busy);
        await _rig.Add("u@a.example");

        for (var hour = 0; hour < 6 * 24; hour++)
        {
            await _rig.AttemptDue();
            _rig.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(2, _rig.Reports.Count);
        Assert.Contains("Action: delayed", _rig.Reports[0].Text, StringComparison.Ordinal);
        Assert.Contains("Action: failed\r\nStatus: 5.4.7", _rig.Reports[1].Text, StringComparison.Ordinal);
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task A_success_is_told_where_the_next_host_does_not()
    {
        await _rig.Add("s@s.example", DsnNotify.Success, "u@a.example");

        await _rig.AttemptDue();

        Assert.Contains("Action: relayed", Assert.Single(_rig.Reports).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_is_left_to_the_next_host_where_it_takes_the_wish()
    {
        _rig.Mta.Answer = (t, _) => ValueTask.FromResult<RemoteResult>(new RemoteResult.Answered([new DeliveryResult.Delivered(FakeMta.Taken)], PassedOnReports: true));
        await _rig.Add("s@s.example", DsnNotify.Success, "u@a.example");

        await _rig.AttemptDue();

        Assert.Empty(_rig.Reports);
    }

    [Fact]
    public async Task A_destination_that_can_not_be_reached_rests()
    {
        _rig.Mta.Answer = (_, _) => ValueTask.FromResult<RemoteResult>(new RemoteResult.Unreachable(SmtpStatus.NoConnection));
        await _rig.Add("u@a.example");
        await _rig.Add("v@a.example");

        await _rig.AttemptDue();

        Assert.Single(_rig.Mta.Seen);
        Assert.Equal(_rig.Time.GetUtcNow() + _rig.Policy.UnreachableRest, Assert.Single(await _rig.Storage.Due(9, TestContext.Current.CancellationToken)).Due);
    }

    [Fact]
    public async Task What_is_held_waits_until_it_is_released()
    {
        await _rig.Add("u@a.example", "v@b.example");

        Assert.Equal(1, await _rig.Queue.Hold(new QueueFilter(Domain: "a.example"), TestContext.Current.CancellationToken));
        await _rig.AttemptDue();
        Assert.Equal("v@b.example", Assert.Single(_rig.Mta.Seen).Recipients);

        Assert.Equal(1, await _rig.Queue.Release(QueueFilter.All, TestContext.Current.CancellationToken));
        await _rig.AttemptDue();
        Assert.Equal(2, _rig.Mta.Seen.Count);
    }

    [Fact]
    public async Task A_retry_makes_the_next_attempt_due_now()
    {
        _rig.Mta.AnswerAll(Busy);
        await _rig.Add("u@a.example");
        await _rig.AttemptDue();

        await _rig.Queue.Retry(new QueueFilter(Sender: "s@s.example"), TestContext.Current.CancellationToken);
        await _rig.AttemptDue();

        Assert.Equal(2, _rig.Mta.Seen.Count);
    }

    [Fact]
    public async Task What_is_deleted_leaves_without_a_report()
    {
        await _rig.Add("u@a.example");

        Assert.Equal(1, await _rig.Queue.Delete(QueueFilter.All, TestContext.Current.CancellationToken));

        Assert.Empty(await _rig.List());
        Assert.Empty(_rig.Reports);
        Assert.Equal(0, _rig.Blobs.Count);
    }

    [Fact]
    public async Task Changed_routes_move_what_waits()
    {
        await _rig.Add("u@a.example");
        _rig.Routes = RemoteRoutes.None.With("a.example", RemoteRoute.TryParse("smtp://192.0.2.5:2525", out var route) ? route : throw new InvalidOperationException());

        await _rig.Queue.Redirect(TestContext.Current.CancellationToken);

        Assert.Equal("smtp://192.0.2.5:2525", Assert.Single(await _rig.Storage.Due(9, TestContext.Current.CancellationToken)).Name);
        await _rig.AttemptDue();
        Assert.Single(_rig.Mta.Seen);
    }

    [Fact]
    public async Task Changed_routes_by_address_move_what_waits()
    {
        await _rig.Add("", DsnNotify.Unspecified, "u@a.example", "v@a.example");
        await _rig.Add("w@a.example");
        Assert.True(RemoteRoutes.TryParse("from:<>=smtp://192.0.2.5:2525 u@a.example=smtp://192.0.2.6:2525 from:s@s.example=smtp://192.0.2.7:2525", out var routes));
        _rig.Routes = routes;

        await _rig.Queue.Redirect(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["u@a.example smtp://192.0.2.6:2525", "v@a.example smtp://192.0.2.5:2525", "w@a.example a.example"],
            (await _rig.List()).SelectMany(entry => entry.Recipients).Select(recipient => $"{recipient.Target} {recipient.Destination}").Order());
    }

    [Fact]
    public async Task The_next_smart_host_is_tried_when_one_is_down()
    {
        Assert.True(RemoteRoutes.TryParse("*=smtp://192.0.2.5:2525,smtp://u:p@192.0.2.6:2525", out var routes));
        _rig.Routes = routes;
        _rig.Mta.Answer = (transaction, _) => ValueTask.FromResult(
            transaction.Host.Name == "[192.0.2.5]" ? new RemoteResult.Unreachable(SmtpStatus.NoConnection) : FakeMta.All(transaction, FakeMta.Taken));
        await _rig.Add("u@a.example");

        await _rig.AttemptDue();

        Assert.Equal(["192.0.2.5:2525", "192.0.2.6:2525"], _rig.Mta.Hosts.Select(host => host.EndPoint.ToString()));
        Assert.Equal("u", _rig.Mta.Hosts.Last().Credentials!.UserName);
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task MX_hosts_are_held_to_what_their_route_says_about_TLS()
    {
        Assert.True(RemoteRoutes.TryParse("a.example=mx?tls=verified", out var routes));
        _rig.Routes = routes;
        await _rig.Add("u@a.example", "u@b.example");

        await _rig.AttemptDue();

        Assert.Equal([RemoteTls.Opportunistic, RemoteTls.Required], _rig.Mta.Hosts.OrderByDescending(host => host.Name).Select(host => host.Tls));
    }

    [Fact]
    public async Task What_is_kept_as_a_backup_is_given_up_later()
    {
        _rig.Policy = new QueuePolicy { IsBackup = domain => domain == "a.example" };
        _rig.Mta.AnswerAll(Busy);
        await _rig.Add("u@a.example", "u@b.example");
        _rig.Time.Advance(TimeSpan.FromDays(6));

        await _rig.AttemptDue();
        Assert.Equal("u@a.example", Assert.Single(Assert.Single(await _rig.List()).Recipients).Target.ToString());

        _rig.Time.Advance(TimeSpan.FromDays(25));
        await _rig.AttemptDue();
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task A_domain_that_became_local_is_delivered_here()
    {
        _rig.LocalDomain = "a.example";
        await _rig.Add("u@a.example");

        await _rig.AttemptDue();

        Assert.Equal("u@a.example", Assert.Single(_rig.DeliveredHere));
        Assert.Empty(_rig.Mta.Seen);
        Assert.Empty(await _rig.List());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_behind_the_local_delivery_does_not_deliver_twice(bool losesTable)
    {
        _rig.LocalDomain = "a.example";
        await _rig.Add("u@a.example");
        _rig.DiesBehindLocalWrite = true;
        await Assert.ThrowsAsync<IOException>(_rig.AttemptDue);

        _rig.DiesBehindLocalWrite = false;
        await _rig.Restart(losesTable);
        await _rig.AttemptDue();

        Assert.Equal("u@a.example", Assert.Single(_rig.DeliveredHere));
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task A_full_mailbox_here_keeps_the_message_waiting()
    {
        _rig.LocalDomain = "a.example";
        _rig.LocalResult = new DeliveryResult.Deferred(SmtpStatus.MailboxFull);
        await _rig.Add("u@a.example");

        await _rig.AttemptDue();

        var waiting = Assert.Single(Assert.Single(await _rig.List()).Recipients);
        Assert.Equal((1, SmtpStatus.MailboxFull), (waiting.Attempts.Count, waiting.Attempts.Status));
    }

    public void Dispose() => _rig.Dispose();
}
