using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Hikyaku.Commands;
using Hikyaku.Control;
using Hikyaku.Mail.Settings;
using Hikyaku.Tests.Commands;
using Hikyaku.Tests.Directories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hikyaku.Tests.Control;

public sealed class ControlTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hk-").FullName;
    private readonly TestDirectory _directory = new();
    private ServiceProvider _services = null!;
    private ControlServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named("en");
        _services = new ServiceCollection()
            .AddSingleton(_directory.Directory).AddSingleton(_directory.Editor).AddSingleton(_directory.Settings).BuildServiceProvider();
        _server = new ControlServer(_services, new ServerIdentity("mail.example.test", _folder), NullLogger<ControlServer>.Instance);
        await _server.Start(Cancellation);
        await _directory.AddDomain("example.test");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.Stop(CancellationToken.None);
        _server.Dispose();
        await _services.DisposeAsync();
        await _directory.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Only_the_owner_may_open_the_socket()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no Unix mode here.");
#pragma warning disable CA1416 // Skipped there.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ControlSocket.PathIn(_folder)));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task A_command_is_done_by_the_server_with_the_operators_input()
    {
        var terminal = new TestTerminal("correct horse");

        var code = await ControlClient.Run(_folder, ["account", "add", "user@example.test", "--password-stdin", "--json"], terminal, Cancellation);

        Assert.Equal((0, ""), (code, terminal.Errors.ToString()));
        Assert.Equal("user@example.test", JsonDocument.Parse(terminal.Output.ToString()).RootElement.GetProperty("address").GetString());
        Assert.NotEmpty((await _directory.Directory.FindAccount("user@example.test", Cancellation))!.PasswordHash);
    }

    [Fact]
    public async Task Reason_and_exit_code_come_back_in_the_operators_language()
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named("ja");
        var terminal = new TestTerminal();

        Assert.Equal(1, await ControlClient.Run(_folder, ["domain", "show", "nowhere.example"], terminal, Cancellation));
        Assert.Contains("ありません", terminal.Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Much_output_comes_back_whole()
    {
        for (var i = 0; i < 300; i++)
        {
            await _directory.AddAccount($"利用者{i}@example.test");
        }

        var terminal = new TestTerminal();

        Assert.Equal(0, await ControlClient.Run(_folder, ["account", "list", "--json"], terminal, Cancellation));
        Assert.Equal(300, JsonDocument.Parse(terminal.Output.ToString()).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_question_is_answered_at_the_operators_terminal()
    {
        var terminal = new TestTerminal("yes") { IsInteractive = true };

        Assert.Equal(0, await ControlClient.Run(_folder, ["domain", "remove", "example.test"], terminal, Cancellation));
        Assert.Null(await _directory.Directory.FindDomain("example.test", Cancellation));
    }

    [Fact]
    public async Task A_command_that_the_server_does_not_do_is_wrong_usage() =>
        Assert.Equal(2, await ControlClient.Run(_folder, ["serve"], new TestTerminal(), Cancellation));

    [Fact]
    public async Task Rubbish_on_the_socket_harms_nobody()
    {
        using (var socket = ControlSocket.Create())
        {
            await socket.ConnectAsync(ControlSocket.EndPoint(_folder)!, Cancellation);
            await socket.SendAsync(new byte[] { 255, 255, 255, 255 }, SocketFlags.None);
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1], SocketFlags.None));
        }

        Assert.Equal(0, await ControlClient.Run(_folder, ["domain", "list"], new TestTerminal(), Cancellation));
    }

    [Fact]
    public async Task Without_a_server_nobody_answers()
    {
        await _server.Stop(Cancellation);

        Assert.Null(await ControlClient.Run(_folder, ["domain", "list"], new TestTerminal(), Cancellation));
        Assert.False(File.Exists(ControlSocket.PathIn(_folder)));
    }

    [Fact]
    public async Task A_socket_left_by_a_killed_server_is_taken_over()
    {
        await _server.Stop(Cancellation);
        using (var dead = ControlSocket.Create())
        {
            dead.Bind(ControlSocket.EndPoint(_folder)!);
        }

        Assert.Null(await ControlClient.Run(_folder, ["domain", "list"], new TestTerminal(), Cancellation));
        using var next = new ControlServer(_services, new ServerIdentity("mail.example.test", _folder), NullLogger<ControlServer>.Instance);
        await next.Start(Cancellation);
        Assert.Equal(0, await ControlClient.Run(_folder, ["domain", "list"], new TestTerminal(), Cancellation));
        await next.Stop(Cancellation);
    }
}
