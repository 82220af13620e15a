using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;

namespace Hikyaku.Tests.Queue;

public sealed class ForwardedCopyTests
{
    [Fact]
    public async Task A_forwarded_copy_tells_who_forwarded_it()
    {
        using var rig = new QueueRig();
        await rig.AddCopies("s@s.example", Forwarded("u@a.example", "Me@here.example"), Sent("v@a.example"));

        await rig.AttemptDue();

        Assert.Equal(
            [("u@a.example", "Delivered-To: Me@here.example\r\n" + QueueRig.Message), ("v@a.example", QueueRig.Message)],
            rig.Mta.Seen.OrderBy(seen => seen.Recipients, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_forwarded_copy_announces_the_octets_it_sends()
    {
        using var rig = new QueueRig();
        var lengths = new List<long>();
        rig.Mta.Answer = (transaction, _) =>
        {
            lengths.Add(transaction.Length);
            return ValueTask.FromResult(FakeMta.All(transaction, FakeMta.Taken));
        };
        await rig.AddCopies("s@s.example", Forwarded("u@a.example", "me@here.example"));

        await rig.AttemptDue();

        Assert.Equal([rig.Mta.Seen.Single().Message.Length], lengths);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copies_that_share_a_file_outlive_each_other(bool losesTable)
    {
        using var rig = new QueueRig();
        rig.Mta.Answer = (transaction, _) => ValueTask.FromResult(
            FakeMta.All(transaction, transaction.Recipients[0].Target.Domain == "a.example" ? FakeMta.Taken : new SmtpStatus(451, new(4, 7, 1), "later")));
        await rig.AddCopies("s@s.example", Forwarded("u@a.example", "me@here.example"), Sent("v@b.example"));
        await rig.AttemptDue();

        await rig.Restart(losesTable);
        rig.Mta.AnswerAll(FakeMta.Taken);
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.AttemptDue();

        Assert.Equal(("v@b.example", QueueRig.Message), rig.Mta.Seen.Last());
        Assert.Equal(0, rig.Blobs.Count);
    }

    private static QueueRecipient Forwarded(string target, string by) => Sent(target) with { ForwardedBy = QueueRig.Parse(by) };

    private static QueueRecipient Sent(string target) => new(QueueRig.Parse(target), new Recipient(QueueRig.Parse(target)));
}
