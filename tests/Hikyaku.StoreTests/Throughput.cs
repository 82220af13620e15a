using System.Diagnostics;

namespace Hikyaku.StoreTests;

/// <summary>Measures deliveries of the store alone; run it with -explicit only.</summary>
public sealed class Throughput
{
    [Fact(Explicit = true)]
    public async Task Ten_senders_deliver()
    {
        const int Senders = 10;
        const int Each = 1000;
        await using var test = await TestStore.Open(options: new(), limits: new());
        for (var id = 1; id <= 50; id++)
        {
            await test.Deliver(id, "warm");
        }

        var (before, cpu, clock) = (test.Journal.Counts, Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await test.Deliver(1 + ((sender * 5) + (i % 5)), $"{sender}-{i}", bodyLength: 4000);
            }
        })));

        var (seconds, used) = (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Senders * Each / seconds:F0} deliveries/s, {used / (Senders * Each):F0} us CPU each, {test.Journal.Counts.Syncs - before.Syncs} syncs");
        Assert.Equal(Senders * Each, test.Journal.Counts.Batches - before.Batches);
    }
}
