using System.Globalization;
using System.Net;
using System.Text.Json;
using Hikyaku.Commands;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Trace;
using Hikyaku.Storage.Sqlite.Trace;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Commands;

public sealed class TraceCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trace").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly SqliteTraceStorage _storage;
    private readonly MailMetrics _metrics = new(TimeProvider.System);
    private readonly MessageTrace _trace;
    private ServiceProvider _services = null!;

    public TraceCommandTests()
    {
        _storage = new SqliteTraceStorage(_folder);
        _trace = new MessageTrace(_storage, () => true, _metrics, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named("en");
        _services = new ServiceCollection().AddSingleton<TimeProvider>(_time).AddSingleton<ITraceStorage>(_storage).AddSingleton(_trace).BuildServiceProvider();
        var origin = new TraceOrigin { Client = IPAddress.Parse("192.0.2.7"), Helo = "mx\u001b[2J.far.example", Protocol = "smtp", Sender = "bob@far.example", MessageId = "m1@far.example", Size = 99 };
        _trace.Record("abcdefgh-1", TraceKind.Received, origin);
        Note(TraceKind.Routed, "info@a.example", detail: "ann@a.example, far@b.example");
        Note(TraceKind.Delivered, "ann@a.example", "info@a.example", mailbox: "INBOX");
        Note(TraceKind.Queued, "far@b.example", "info@a.example");
        _time.Advance(TimeSpan.FromMinutes(1));
        Note(TraceKind.Failed, "far@b.example", "info@a.example", status: "550 5.1.1 no such user", remote: "mx.b.example [192.0.2.9]");
        Note(TraceKind.Reported, "bob@far.example");
        Note(TraceKind.Queued, "bob@far.example");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _storage.Dispose();
        _trace.Dispose();
        _metrics.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("en", "Outcome", "delivered, failed", "Nothing is known of such a message", "is no time")]
    [InlineData("ja", "結果", "配信済み, 配信失敗", "該当するメールの記録はありません", "は時刻ではありません")]
    public async Task The_list_tells_what_became_of_messages_in_the_language_of_the_operator(string language, string heading, string outcome, string nothing, string badTime)
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named(language);
        var list = await Run("trace --recipient info@a.example");
        foreach (var word in (string[])["abcdefgh-1", "2026-11-24 12:00:00Z", "<bob@far.example>", "info@a.example", heading, outcome])
        {
            Assert.Contains(word, list, StringComparison.Ordinal);
        }

        Assert.Contains(nothing, await Run("trace --sender nobody@far.example"), StringComparison.Ordinal);
        Assert.Contains(badTime, (await Try("trace --since yesterday")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timeline_of_a_message_has_every_event_and_no_control_character()
    {
        var shown = await Run("trace show abcdefgh-1");
        foreach (var word in (string[])["m1@far.example", "mx?[2J.far.example [192.0.2.7]", "→ ann@a.example, far@b.example", "INBOX", "550 5.1.1 no such user", "report sent"])
        {
            Assert.Contains(word, shown, StringComparison.Ordinal);
        }

        Assert.DoesNotContain('\u001b', shown);
    }

    [Theory]
    [InlineData("--message-id <M1@far.example>", 1)]
    [InlineData("--client 192.0.2.7 --sender @far.example --since 2h", 1)]
    [InlineData("--since 2026-11-24 --until 2026-11-24", 1)]
    [InlineData("--until 2026-11-23", 0)]
    [InlineData("--since 2026-11-24T12:00:30", 0)]
    [InlineData("--queue-id Q", 0)]
    public async Task Filters_choose(string options, int count) =>
        Assert.Equal(count, JsonDocument.Parse(await Run($"trace {options} --json")).RootElement.GetArrayLength());

    [Theory]
    [InlineData("trace show nothing", 1)]
    [InlineData("trace --client x", 2)]
    [InlineData("trace --recipient x", 2)]
    [InlineData("trace --limit 0", 2)]
    public async Task What_is_wrong_is_refused(string line, int code)
    {
        var (found, _, error) = await Try(line);
        Assert.Equal(code, found);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "2026-11-20.db"), new string('x', 9000), Cancellation);
        var (code, output, error) = await Try("trace");
        Assert.Equal(0, code);
        Assert.Contains("abcdefgh-1", output, StringComparison.Ordinal);
        Assert.Contains("2026-11-20.db", error, StringComparison.Ordinal);
    }

    private void Note(TraceKind kind, string recipient, string? original = null, string? mailbox = null, string? status = null, string? remote = null, string? detail = null) =>
        _trace.Record(new TraceEvent("abcdefgh-1", kind, _time.GetUtcNow()) { Recipient = recipient, Original = original, Mailbox = mailbox, Status = status, Remote = remote, Detail = detail });

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
