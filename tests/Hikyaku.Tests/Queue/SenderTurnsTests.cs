using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Queue;

namespace Hikyaku.Tests.Queue;

public sealed class SenderTurnsTests : IDisposable
{
    private readonly QueueRig _rig = new();

    [Fact]
    public async Task A_sender_does_not_wait_for_all_that_another_one_sends_to_the_same_destination()
    {
        for (var i = 0; i < 20; i++)
        {
            await _rig.Add("bulk@s.example", DsnNotify.Unspecified, $"u{i}@a.example");
        }

        await _rig.Add("person@s.example", DsnNotify.Unspecified, "v@a.example");
        await _rig.Add("", DsnNotify.Never, "w@a.example");

        var senders = await Claim(6);

        Assert.Equal(["", "bulk@s.example", "person@s.example", "bulk@s.example", "bulk@s.example", "bulk@s.example"], senders);
    }

    [Fact]
    public async Task What_is_due_is_found_behind_many_senders_that_wait()
    {
        for (var i = 0; i < 40; i++)
        {
            await _rig.Add($"a{i:00}@s.example", DsnNotify.Unspecified, "u@a.example");
        }

        await _rig.Queue.Hold(new QueueFilter(Sender: "a39@s.example"), CancellationToken.None);
        Assert.Equal(39, (await Claim(100)).Count);
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        await _rig.Queue.Release(QueueFilter.All with { IsHeld = true }, CancellationToken.None);

        Assert.Equal(["a39@s.example"], await Claim(100));
    }

    [Fact]
    public async Task Every_sender_gets_a_turn_in_each_round()
    {
        foreach (var sender in (string[])["a@s.example", "b@s.example", "c@s.example"])
        {
            await _rig.Add(sender, DsnNotify.Unspecified, "u@a.example");
            await _rig.Add(sender, DsnNotify.Unspecified, "v@a.example");
        }

        Assert.Equal(["a@s.example", "b@s.example", "c@s.example", "a@s.example", "b@s.example", "c@s.example"], await Claim(10));
    }

    public void Dispose() => _rig.Dispose();

    private async Task<List<string>> Claim(int most)
    {
        var senders = new List<string>();
        while (senders.Count < most)
        {
            var now = _rig.Time.GetUtcNow();
            var claims = await _rig.Storage.Claim(["a.example"], now, now + TimeSpan.FromHours(1), 10, CancellationToken.None);
            if (claims.Count == 0)
            {
                break;
            }

            senders.Add(claims[0].Message.Envelope.ReversePath?.ToString() ?? "");
        }

        return senders;
    }
}
