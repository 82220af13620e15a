using Hikyaku.Control;
using Hikyaku.Hosting;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.InteropTests.Migration;

/// <summary>An import that the running server does, stopped while one account is waited for.</summary>
public sealed class StoppedImportTests : IDisposable
{
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-stopped-").FullName;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _gate = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ctrl_C_at_the_client_ends_it_with_its_report_and_the_next_run_completes()
    {
        await using var server = await Serve();
        var held = Hold(server);
        using var interrupt = new CancellationTokenSource();
        var (terminal, running) = Begin(interrupt.Token);
        await Others(server, running);

        await interrupt.CancelAsync();
        var code = await running;
        _gate.Set();
        await held;

        Told(terminal, code);
        await Completes();
    }

    [Fact]
    public async Task A_server_that_stops_ends_it_with_its_report_and_the_next_run_completes()
    {
        var server = await Serve();
        var held = Hold(server);
        var (terminal, running) = Begin(CancellationToken.None);
        await Others(server, running);

        var stopping = server.DisposeAsync();
        var code = await running;
        _gate.Set();
        await held;
        await stopping;

        Told(terminal, code);
        await using var next = await Serve();
        await Completes();
    }

    public void Dispose()
    {
        _gate.Dispose();
        _host.Dispose();
        System.IO.Directory.Delete(_data, recursive: true);
    }

    private static void Told(HeardTerminal terminal, int? code)
    {
        Assert.Equal(1, code);
        Assert.Contains("mail  suzuki@sakura.example: 1 folders, 2 messages, 28 B; 2 new", terminal.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("Stopped before the end", terminal.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("Stopped. Run the same command again to go on.", terminal.Error.ToString(), StringComparison.Ordinal);
    }

    private async Task<HikyakuServer> Serve()
    {
        var configuration = Configuration.Default(_data) with { Listeners = [], MakesExample = false };
        var server = new HikyakuServer(configuration, TextWriter.Null, services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None)));
        Assert.Null(await server.Start(Stop));
        return server;
    }

    // A message that is being read keeps everyone else out of the account.
    private async Task Hold(HikyakuServer server)
    {
        var (editor, actor) = (server.Services.GetRequiredService<DirectoryEditor>(), new Actor(Actor.CommandLineKind, "operator", null));
        await editor.AddDomain(new NewDomain("sakura.example"), actor, Stop);
        var made = await editor.AddAccount(new NewAccount { Address = "tanaka@sakura.example" }, actor, Stop);
        var mail = await server.Services.GetRequiredService<Mailstore>().Open(Assert.IsType<DirectoryChange<Account>.Done>(made).Value.Id, Stop);
        await mail.ImportMessages(mail.Find("Drafts")!.Id, [new ImportedMessage("held", 0, default, [], DateTimeOffset.UnixEpoch, null, null, Open)], Stop);

        Stream Open()
        {
            _begun.SetResult();
            _gate.Wait(Stop);
            return new MemoryStream("Subject: held\r\n\r\n"u8.ToArray());
        }
    }

    private (HeardTerminal Terminal, Task<int?> Running) Begin(CancellationToken interrupt)
    {
        var terminal = new HeardTerminal();
        return (terminal, Run());

        async Task<int?> Run()
        {
            await _begun.Task;
            return await ControlClient.Run(
                Path.Combine(_data, "hikyaku-data"),
                ["import", "vpopmail", "--cdb", "--home", _host.Home, "--qmail", Path.Combine(_host.Folder, "qmail"), "--map", "/home/vpopmail=" + _host.Home],
                terminal,
                interrupt);
        }
    }

    // Until all accounts but the held one are done.
    private static async Task Others(HikyakuServer server, Task running)
    {
        var directory = server.Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await directory.FindAccount("suzuki@sakura.example", Stop) is not { } account
            || (await server.Services.GetRequiredService<Mailstore>().Open(account.Id, Stop)).Find("INBOX") is not { Exists: 2 })
        {
            Assert.False(running.IsCompleted, "the import ended before it was stopped");
            await timer.WaitForNextTickAsync(Stop);
        }
    }

    private async Task Completes()
    {
        var (terminal, running) = Begin(CancellationToken.None);
        Assert.Equal(0, await running);
        Assert.Matches("mail  tanaka@sakura.example: .*; 5 new, 0 changed", terminal.Out.ToString());
        Assert.DoesNotContain("Stopped", terminal.Out.ToString() + terminal.Error, StringComparison.Ordinal);
    }
}
