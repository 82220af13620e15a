using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;

namespace Hikyaku.InteropTests.Chaos;

/// <summary>
/// The server is killed every few hundred milliseconds under load while hosts stall, reset, lie and speak garbage, and the DNS dies and comes back. In
/// the end every accepted message was taken once for each recipient or is bounced once, and it is counted.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Kills = 6;
    private const int MessagesPerRun = 8;
    private const int LastRunOfDead = 2;
    private const int PercentAtHosts = 12;
    private const int PercentAtDns = 50;
    private static readonly IPAddress Calm = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Wild = IPAddress.Parse("127.0.0.3");
    private readonly ulong _seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
    private readonly RealServer _server = new();
    private readonly ChaosLedger _ledger = new();
    private int _run;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_accepted_message_is_delivered_or_bounced_once_whatever_happens()
    {
        var (hosts, names) = (new Malice(_seed, PercentAtHosts, HostileTalk.Misdeeds), new Malice(_seed + 1, 0, HostileDns.Misdeeds));
        using var certificate = SinkCertificate.Create();
        await using var calm = new HostileHost(new Malice(0, 0), new IPEndPoint(Calm, 0));
        await using var wild = new HostileHost(hosts, new IPEndPoint(Wild, calm.Port), certificate);
        await using var dns = new HostileDns(names, new() { ["calm.example"] = [Calm], ["wild.example"] = [Wild], ["both.example"] = [Wild, Calm] });
        output.WriteLine($"Seed {_seed}");
        var chaos = new ChaosServer(_server, _ledger, Recipients);
        await chaos.Prepare(dns.Port, calm.Port);
        for (_run = 0; _run < Kills; _run++)
        {
            // The DNS is dead in the middle.
            names.Set(_run is >= Kills / 3 and < 2 * Kills / 3 ? PercentAtDns : 0);
            var goal = _ledger.Accepted + MessagesPerRun;
            await chaos.KillUnderLoad(async () =>
            {
                await chaos.Until(() => _ledger.Accepted >= goal);
                await Task.Delay((int)((_seed >> (8 * _run)) & 0xff));
            });
            calm.NextRun();
            wild.NextRun();
            await _server.Start();
        }

        hosts.Calm();
        names.Calm();
        await chaos.EmptyQueue(HostileDns.Dead);
        // What can not be delivered is given up.
        await chaos.Set("queue.expiry", "1m");
        await chaos.EmptyQueue("");
        var wrong = await chaos.Judge(calm, wild);
        output.WriteLine($"{_ledger.Accepted} messages, {Counts(hosts.Misdeeds)}, {Counts(names.Misdeeds)}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.NotEmpty(hosts.Misdeeds);
        Assert.NotEmpty(names.Misdeeds);
    }

    private static string Counts(ConcurrentDictionary<string, int> misdeeds) => string.Join(", ", misdeeds.OrderBy(m => m.Key).Select(m => $"{m.Value} {m.Key}"));

    private string[] Recipients(int number, string name) => (number % 6) switch
    {
        0 => [$"yes-{name}@calm.example"],
        1 => [$"yes-{name}@wild.example", $"no-{name}@wild.example"],
        2 => [RealServer.Bob, $"a-{name}@wild.example", $"b-{name}@calm.example"],
        3 => [$"yes-{name}@both.example", $"no-{name}@both.example"],
        4 when _run <= LastRunOfDead => [$"no-{name}@{HostileDns.Dead}", RealServer.Bob],
        _ => [$"a-{name}@wild.example", $"no-a-{name}@wild.example", $"no-b-{name}@calm.example"],
    };
}
