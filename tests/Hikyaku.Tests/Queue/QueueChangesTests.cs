using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Store;

namespace Hikyaku.Tests.Queue;

/// <summary>Changes of many callers that share a transaction.</summary>
public sealed class QueueChangesTests : IDisposable
{
    private const int Callers = 60;
    private readonly QueueRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Each_caller_hears_of_its_own_files()
    {
        await Task.WhenAll(Enumerable.Range(1, Callers).Select(n => _rig.Storage.Apply([Added(n)], Token).AsTask()));

        var unused = await Task.WhenAll(Enumerable.Range(1, Callers).Select(n => _rig.Storage.Apply([new QueueChange.Settled(new QueueId(n), [0], [])], Token).AsTask()));

        Assert.Equal(Enumerable.Range(1, Callers).Select(n => new BlobId(n)), unused.Select(Assert.Single));
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task What_cannot_be_applied_keeps_no_other_from_it()
    {
        var applied = Enumerable.Range(1, Callers).Select(n => (Number: n, Task: _rig.Storage.Apply([Added(n, isBroken: n % 7 == 0)], Token).AsTask())).ToList();

        foreach (var (number, task) in applied)
        {
            var failure = await Record.ExceptionAsync(() => task);
            Assert.Equal(number % 7 == 0, failure is not null);
        }

        Assert.Equal(Enumerable.Range(1, Callers).Where(n => n % 7 != 0), (await _rig.List()).Select(entry => (int)entry.Message.Id.Value));
    }

    private QueueChange.Added Added(int number, bool isBroken = false)
    {
        var (id, to) = (new QueueId(number), QueueRig.Parse("r@a.example"));
        var envelope = new Envelope { ReversePath = QueueRig.Parse("s@s.example"), TraceId = "t-1", Arrived = _rig.Time.GetUtcNow() };
        var recipient = new QueuedRecipient(0, to, new Recipient(to), "a.example", new AttemptState(0, _rig.Time.GetUtcNow()));
        return new QueueChange.Added(id, new QueuedMessage(id, new BlobId(number), 10, 0, envelope), isBroken ? [recipient, null!] : [recipient]);
    }
}
