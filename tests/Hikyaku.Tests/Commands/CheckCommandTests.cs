using System.Globalization;
using System.Text.Json;
using Hikyaku.Commands;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Settings;
using Hikyaku.Storage.Sqlite.Checks;
using Hikyaku.Tests.Checks;
using Hikyaku.Tests.Resolving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hikyaku.Tests.Commands;

public sealed class CheckCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("check").FullName;
    private readonly MailMetrics _metrics = new(TimeProvider.System);
    private SqliteCheckStorage _storage = null!;
    private CheckMemory _memory = null!;
    private CheckHits _hits = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named("en");
        _storage = new SqliteCheckStorage(Path.Combine(_folder, "checks.db"));
        _memory = new CheckMemory(_storage, TimeProvider.System, NullLogger<CheckMemory>.Instance);
        _hits = new CheckHits(_memory, _metrics, TimeProvider.System);
        var settings = await TestSettings.With();
        var dns = new FakeDns();
        var checks = new BorderChecks(
            [new EarlyTalker(), new NullMx(dns)], settings, new ClientNames(dns), _hits, TimeProvider.System, NullLogger<BorderChecks>.Instance);
        _services = new ServiceCollection().AddSingleton<Settings>(settings).AddSingleton(checks).AddSingleton(_hits).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _memory.DisposeAsync();
        _storage.Dispose();
        _metrics.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_follows_from_a_check_is_chosen_and_shown()
    {
        await Run("check set null-mx --action score --weight 4");
        await Run("check except add null-mx 192.0.2.0/24 --domain example.test");
        _hits.Found("null-mx");
        var shown = await Run("check show null-mx");
        foreach (var word in (string[])["null-mx = score 4", "found 1", "192.0.2.0/24", "example.test"])
        {
            Assert.Contains(word, shown, StringComparison.Ordinal);
        }

        var listed = JsonDocument.Parse(await Run("check list --json")).RootElement.EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);
        Assert.Equal("Off", listed["early-talker"].GetProperty("action").GetString(), ignoreCase: true);
        Assert.Equal(1, listed["null-mx"].GetProperty("counts").GetProperty("found").GetInt64());
    }

    [Fact]
    public async Task The_counts_of_a_check_begin_anew()
    {
        _hits.Found("null-mx");
        _hits.Found("early-talker");
        await Run("check reset null-mx");
        Assert.Equal(["early-talker"], (await _hits.Since(7, Cancellation)).Keys);
        await Run("check reset all");
        Assert.Empty(await _hits.Since(7, Cancellation));
    }

    [Fact]
    public async Task DNS_lists_come_and_go()
    {
        await Run("check dnslist add BL.example");
        await Run("check dnslist add wl.example --about sender --codes 127.0.0.4-127.0.0.9,&0.0.0.1 --weight=-3");
        Assert.Equal(
            ["bl.example  client  127.0.0.0/16  1", "wl.example  sender  127.0.0.4-127.0.0.9,&0.0.0.1  -3"],
            (await Run("check dnslist list")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        await Run("check dnslist remove bl.example");
        Assert.Equal(1, JsonDocument.Parse(await Run("check dnslist list --json")).RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("en", "check set nothing --action off", "There is no check")]
    [InlineData("ja", "check show nothing", "はありません")]
    [InlineData("en", "check set null-mx --weight 1000", "is not a weight")]
    [InlineData("en", "check except add null-mx not/a/network", "is not an address")]
    [InlineData("en", "check except remove null-mx 192.0.2.1", "no such exception")]
    [InlineData("ja", "check dnslist add x --weight 0", "読めません")]
    [InlineData("en", "check dnslist remove bl.example", "no DNS list")]
    public async Task What_is_wrong_is_refused(string language, string line, string expected)
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named(language);
        var (code, _, error) = await Try(line);
        Assert.NotEqual(0, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private async Task<string> Run(string line)
    {
        var (code, output, error) = await Try(line);
        Assert.True(code == 0, $"{line}: {error}");
        return output;
    }

    private async Task<(int Code, string Output, string Error)> Try(string line)
    {
        var terminal = new TestTerminal();
        var code = await CommandLine.Run(line.Split(' '), new ServerRunner(_services, terminal), terminal, isRemote: false, Cancellation);
        return (code, terminal.Output.ToString(), terminal.Errors.ToString());
    }
}
