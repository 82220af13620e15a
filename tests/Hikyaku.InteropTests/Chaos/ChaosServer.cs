using System.Globalization;
using System.Text.Json;

namespace Hikyaku.InteropTests.Chaos;

/// <summary>What a server in chaos is told, and the users who load it until it is killed.</summary>
internal sealed class ChaosServer(RealServer server, ChaosLedger ledger, Func<int, string, string[]> recipients)
{
    private const int Senders = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Drain = TimeSpan.FromMinutes(3);

    /// <summary>Tries again at once, asks this resolver and sends to this port.</summary>
    public async Task Prepare(int dns, int port)
    {
        await Set("dns.servers", $"127.0.0.1:{dns}");
        await Set("queue.port", port.ToString(CultureInfo.InvariantCulture));
        await Set("queue.retrySchedule", "1s");
        await Set("queue.unreachableRest", "1s");
        // A sender of whose mail so much is refused is held as a stolen account.
        await Set("sending.holdRefusals", "0");
        await Set("sending.holdNewRecipients", "0");
        await server.Stop();
        await server.Start();
    }

    public Task Set(string key, string value) => server.Command("", "setting", "set", key, value);

    /// <summary>Users send until the steps are done, then the server is killed.</summary>
    public async Task KillUnderLoad(Func<Task> steps)
    {
        using var killed = new CancellationTokenSource();
        var load = new ChaosLoad(server, ledger, recipients);
        var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(() => load.Run(killed.Token))).ToArray();
        await steps();
        await server.Kill();
        await killed.CancelAsync();
        await Task.WhenAll(senders);
    }

    /// <summary>Waits for a state that the load brings about. A slow machine needs longer for the first messages than for all others.</summary>
    public async Task Until(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!isSo())
        {
            Assert.False(limit.IsCancellationRequested, $"{ledger.Accepted} messages were accepted and {ledger.Refused} refused, then no more. The server said:\n{server.Output}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>Waits until nothing is left in the queue but what is for one domain.</summary>
    public async Task EmptyQueue(string domain)
    {
        using var limit = new CancellationTokenSource(Drain);
        while (true)
        {
            var entries = JsonDocument.Parse(await server.Command("", "queue", "list", "--json")).RootElement;
            var waiting = entries.EnumerateArray().SelectMany(entry => entry.GetProperty("recipients").EnumerateArray())
                .Where(recipient => recipient.GetProperty("destination").GetString() != domain).ToList();
            if (waiting.Count == 0)
                return;
            Assert.False(limit.IsCancellationRequested, $"This waits still:\n{string.Join('\n', waiting)}");
        }
    }

    /// <summary>Judges what the hosts took, and what came into the mailboxes here.</summary>
    public async Task<List<string>> Judge(params IEnumerable<HostileHost> hosts) => ledger.Judge(
        hosts.SelectMany(host => host.Taken), await Mailbox.All(server, RealServer.Alice), await Mailbox.All(server, RealServer.Bob),
        recipient => recipient.StartsWith("no-", StringComparison.Ordinal));
}
