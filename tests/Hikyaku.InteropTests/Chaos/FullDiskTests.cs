using System.Net;

namespace Hikyaku.InteropTests.Chaos;

/// <summary>The disk fills up under load, the server is killed and starts while it is full, and there is room again.</summary>
public sealed class FullDiskTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Messages = 15;
    private readonly RealServer _server = new();
    private readonly ChaosLedger _ledger = new();
    private bool _isMounted;

    private string Data => Path.Combine(_server.Folder, "data");

    private string Filler => Path.Combine(Data, "filler");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        var (code, words) = await Client.Run("mount", "", "-t", "tmpfs", "-o", "size=128m", "tmpfs", Data);
        Assert.SkipWhen(code != 0, $"No small volume can be mounted here: {words}");
        _isMounted = true;
        await _server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.Stop();
        if (_isMounted)
            await Client.Run("umount", "", "--lazy", Data);
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_was_accepted_is_delivered_or_bounced_once_when_the_disk_was_full_meanwhile()
    {
        var address = IPAddress.Parse("127.0.0.2");
        await using var host = new HostileHost(new Malice(0, 0), new IPEndPoint(address, 0));
        await using var dns = new HostileDns(new Malice(0, 0), new() { ["calm.example"] = [address] });
        var chaos = new ChaosServer(_server, _ledger, Recipients);
        await chaos.Prepare(dns.Port, host.Port);

        await chaos.KillUnderLoad(async () =>
        {
            await chaos.Until(() => _ledger.Accepted >= Messages);
            Fill();
            await chaos.Until(() => _ledger.Refused >= Messages);
        });
        host.NextRun();
        await _server.Start();
        await chaos.KillUnderLoad(async () =>
        {
            var (refused, accepted) = (_ledger.Refused + Messages, _ledger.Accepted + Messages);
            await chaos.Until(() => _ledger.Refused >= refused);
            File.Delete(Filler);
            await chaos.Until(() => _ledger.Accepted >= accepted);
        });
        host.NextRun();
        await _server.Start();

        await chaos.EmptyQueue("");
        var wrong = await chaos.Judge(host);
        output.WriteLine($"{_ledger.Accepted} messages, {_ledger.Refused} refused");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string[] Recipients(int number, string name) => (number % 3) switch
    {
        0 => [$"yes-{name}@calm.example", RealServer.Bob],
        1 => [$"no-{name}@calm.example"],
        _ => [$"yes-{name}@calm.example", $"no-{name}@calm.example"],
    };

    // All that there is.
    private void Fill()
    {
        var octets = new byte[1 << 16];
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
                file.Write(octets);
        }
        catch (IOException)
        {
            // The volume is full.
        }
    }
}
