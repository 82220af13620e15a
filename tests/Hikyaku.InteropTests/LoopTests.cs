using System.Globalization;
using System.Text.Json;

namespace Hikyaku.InteropTests;

/// <summary>Two servers that send mail to each other: it ends, and the sender hears of it once.</summary>
public sealed class LoopTests : IAsyncLifetime
{
    private readonly RealServer _first = new();
    private readonly RealServer _second = new();

    public async ValueTask InitializeAsync()
    {
        await _first.InitializeAsync();
        await _second.InitializeAsync();
    }

    [Fact]
    public async Task Smart_hosts_that_name_each_other_end_by_the_number_of_Received_fields()
    {
        await Route(_first, "*", SmartHost(_second));
        await Route(_second, "*", SmartHost(_first));

        await Mailbox.Submit(_first, RealServer.Alice, "round and round", "someone@far.example");

        // The first hop is told 1 field, each further one 1 more: the second server refuses the 101st, and the first one reports.
        var report = Assert.Single(await Mailbox.Await(_first, RealServer.Alice, "Undelivered mail"));
        Assert.Contains("5.4.6", report.TextBody, StringComparison.Ordinal);
        Assert.Contains("Too many Received fields", report.TextBody, StringComparison.Ordinal);
        Assert.Contains("<someone@far.example>", report.TextBody, StringComparison.Ordinal);
        await AwaitEmptyQueues();
    }

    [Fact]
    public async Task Aliases_that_name_each_other_end_where_they_close()
    {
        await _first.Command("", "domain", "add", "a.test");
        await _first.Command("", "alias", "add", "ping@a.test", "pong@b.test");
        await Route(_first, "b.test", $"smtp://127.0.0.1:{_second.Port("smtp").ToString(CultureInfo.InvariantCulture)}");
        await _second.Command("", "domain", "add", "b.test");
        await _second.Command("", "alias", "add", "pong@b.test", "ping@a.test");
        await Route(_second, "a.test", $"smtp://127.0.0.1:{_first.Port("smtp").ToString(CultureInfo.InvariantCulture)}");

        await Mailbox.Submit(_first, RealServer.Alice, "there and back", "ping@a.test");

        // The second server had taken it when the first one refused: that one reports, and it knows an Alice too.
        var report = Assert.Single(await Mailbox.Await(_second, RealServer.Alice, "Undelivered mail"));
        Assert.Contains("5.4.6", report.TextBody, StringComparison.Ordinal);
        await AwaitEmptyQueues();
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    private static Task<string> Route(RealServer server, string pattern, string url) => server.Command("", "route", "set", pattern, url);

    private static string SmartHost(RealServer server) => string.Create(
        CultureInfo.InvariantCulture,
        $"smtp://{Uri.EscapeDataString(RealServer.Alice)}:{Uri.EscapeDataString(RealServer.Password)}@127.0.0.1:{server.Port("submission")}?tls=encrypt");

    private async Task AwaitEmptyQueues()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var server in (RealServer[])[_first, _second])
        {
            while (JsonDocument.Parse(await server.Command("", "queue", "list", "--json")).RootElement.GetArrayLength() > 0)
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
