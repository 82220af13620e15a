using CsCheck;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;

namespace Hikyaku.Tests.Queue;

public sealed class QueueReplayTests
{
    private static readonly SmtpStatus[] Answers = [FakeMta.Taken, new(451, new(4, 7, 1), "greylisted"), new(550, new(5, 1, 1), "no such user")];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_durable_is_there_after_a_crash(bool losesTable)
    {
        using var rig = new QueueRig();
        await rig.Add("u@a.example", "v@b.example");

        await rig.Restart(losesTable);
        await rig.AttemptDue();

        Assert.Equal(2, rig.Mta.Seen.Count);
        Assert.All(rig.Mta.Seen, s => Assert.Equal(QueueRig.Message, s.Message));
        Assert.Equal(0, rig.Blobs.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_delivered_is_not_sent_again_after_a_crash(bool losesTable)
    {
        using var rig = new QueueRig();
        await rig.Add("u@a.example");
        await rig.AttemptDue();

        await rig.Restart(losesTable);
        await rig.AttemptDue();

        Assert.Single(rig.Mta.Seen);
        Assert.Equal(0, rig.Blobs.Count);
    }

    [Fact]
    public async Task A_claim_of_a_dead_process_is_due_again()
    {
        using var rig = new QueueRig();
        await rig.Add("u@a.example");
        await rig.Storage.Claim(["a.example"], rig.Time.GetUtcNow(), rig.Time.GetUtcNow() + rig.Policy.Lease, 100, TestContext.Current.CancellationToken);

        await rig.AttemptDue();
        Assert.Empty(rig.Mta.Seen);
        await rig.Restart(losesTable: false);
        await rig.AttemptDue();

        Assert.Single(rig.Mta.Seen);
    }

    [Fact]
    public async Task A_claim_that_nobody_settles_ends_by_itself()
    {
        using var rig = new QueueRig();
        await rig.Add("u@a.example");
        await rig.Storage.Claim(["a.example"], rig.Time.GetUtcNow(), rig.Time.GetUtcNow() + rig.Policy.Lease, 100, TestContext.Current.CancellationToken);

        rig.Time.Advance(rig.Policy.Lease);
        await rig.AttemptDue();

        Assert.Single(rig.Mta.Seen);
    }

    [Fact]
    public async Task Any_history_replays_to_the_same_state() =>
        await Gen.Int[0, 8].Array[1, 25].SampleAsync(
            async steps =>
            {
                using var rig = new QueueRig();
                foreach (var step in steps)
                {
                    await Step(rig, step);
                }

                var before = await rig.Describe();
                var files = rig.Blobs.Count;
                await rig.Restart(losesTable: true);
                Assert.Equal(before, await rig.Describe());
                Assert.Equal(files, rig.Blobs.Count);
                await rig.Restart(losesTable: false);
                Assert.Equal(before, await rig.Describe());
            },
            iter: 60);

    private static async Task Step(QueueRig rig, int step)
    {
        switch (step)
        {
            case 0 or 1:
                await rig.Add("u@a.example", "v@b.example", "w@b.example");
                break;
            case 2 or 3 or 4:
                rig.Mta.AnswerAll(Answers[step - 2]);
                await rig.AttemptDue();
                break;
            case 5:
                await rig.Queue.Hold(new QueueFilter(Domain: "a.example"), CancellationToken.None);
                break;
            case 6:
                await rig.Queue.Release(QueueFilter.All, CancellationToken.None);
                break;
            case 7:
                await rig.Queue.Delete(new QueueFilter(Domain: "b.example", IsHeld: false), CancellationToken.None);
                break;
            default:
                rig.Time.Advance(TimeSpan.FromMinutes(20));
                break;
        }
    }
}
