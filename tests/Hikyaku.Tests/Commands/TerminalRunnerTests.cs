using System.Globalization;
using System.Text.Json;
using Hikyaku.Commands;
using Hikyaku.Hosting;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Tests.Commands;

public sealed class TerminalRunnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hk-").FullName;

    public TerminalRunnerTests()
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named("en");
        File.WriteAllText(ConfigPath, """{ "hostName": "mail.example.test", "dataFolder": "data", "listeners": [] }""");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string ConfigPath => Path.Combine(_folder, "hikyaku.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_a_server_the_data_folder_is_opened_here_and_given_back()
    {
        Assert.Equal(0, (await Run("domain", "add", "example.test")).Code);
        Assert.Equal(0, (await Run("account", "add", "user@example.test")).Code);
        Assert.Equal(0, (await Run("account", "remove", "user@example.test", "--yes")).Code);

        var (code, output, _) = await Run("domain", "list", "--json");

        Assert.Equal(0, code);
        Assert.Equal("example.test", JsonDocument.Parse(output).RootElement[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_folder_that_another_process_holds_is_named_with_what_to_do()
    {
        Assert.Equal(0, (await Run("domain", "add", "example.test")).Code);
        await using var other = new ServiceCollection().AddHikyaku(ConfigurationFile.Load(ConfigPath).Configuration!).AddLogging().BuildServiceProvider();
        await other.GetRequiredService<StoreLifetime>().Start(Cancellation);

        var (code, _, error) = await Run("domain", "list");

        Assert.Equal(1, code);
        Assert.Contains(Path.Combine(_folder, "data"), error, StringComparison.Ordinal);
        Assert.Contains("does not answer", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_named_with_what_to_do()
    {
        Assert.Equal(0, (await Run("domain", "add", "example.test")).Code);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "data", "hikyaku.db"), [.. Enumerable.Repeat((byte)0x5a, 8192)], Cancellation);

        var (code, _, error) = await Run("domain", "list");

        Assert.Equal(1, code);
        Assert.Contains("hikyaku.db is damaged", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("domain list")]
    [InlineData("account show user@example.test")]
    [InlineData("store verify")]
    public async Task A_command_that_only_reads_makes_no_data_folder(string line)
    {
        var (code, _, error) = await Run(line.Split(' '));

        Assert.Equal(1, code);
        Assert.Contains("no data folder", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "data")));
    }

    [Fact]
    public async Task A_dry_run_needs_no_data_folder_and_leaves_none()
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder, "old/domains/example.test")).FullName;
        var qmail = Path.Combine(_folder, "old/qmail");
        Directory.CreateDirectory(Path.Combine(qmail, "users"));
        await File.WriteAllTextAsync(Path.Combine(qmail, "users/assign"), $"+example.test-:example.test:89:89:{home}:-::\n.\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(home, "vpasswd"), $"user:$1$sAlt1234$bccA33MzSnInTO7YLQore.:1:0:User:{home}/user:NOQUOTA\n", Cancellation);

        var (code, output, error) = await Run("import", "vpopmail", "--cdb", "--home", Path.Combine(_folder, "old"), "--qmail", qmail, "--dry-run", "--report",
            Path.Combine(_folder, "a.txt"), "--report", Path.Combine(_folder, "b.json"), "--report", Path.Combine(_folder, "c.html"));

        Assert.Equal(0, code);
        Assert.Equal(output, await File.ReadAllTextAsync(Path.Combine(_folder, "a.txt"), Cancellation));
        Assert.NotEqual(0, JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_folder, "b.json"), Cancellation)).RootElement.GetProperty("items").GetArrayLength());
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(Path.Combine(_folder, "c.html"), Cancellation), StringComparison.Ordinal);
        Assert.Contains("taken  user@example.test: account", output, StringComparison.Ordinal);
        Assert.Contains("no data folder", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "data")));
    }

    [Fact]
    public async Task An_account_is_shown_with_what_it_uses()
    {
        await Run("domain", "add", "example.test");
        await Run("account", "add", "user@example.test");

        var (_, output, _) = await Run("account", "show", "user@example.test", "--json");

        var used = JsonDocument.Parse(output).RootElement.GetProperty("used");
        Assert.Equal((0, 0), (used.GetProperty("bytes").GetInt64(), used.GetProperty("messages").GetInt64()));
        Assert.Contains("Used messages", (await Run("account", "show", "user@example.test")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_open_is_told_with_what_to_do()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "data", "journal"), "in the way", Cancellation);

        var (code, _, error) = await Run("domain", "add", "example.test");

        Assert.Equal(1, code);
        Assert.Contains("The mail store cannot be opened", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_configuration_is_said()
    {
        var terminal = new TestTerminal();
        string[] arguments = ["domain", "list", "--config", Path.Combine(_folder, "missing.json")];

        Assert.Equal(1, await CommandLine.Run(arguments, new TerminalRunner(arguments, terminal), terminal, isRemote: false, Cancellation));
        Assert.Contains("missing.json", terminal.Errors.ToString(), StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        var terminal = new TestTerminal();
        arguments = [.. arguments, "--config", ConfigPath];
        var code = await CommandLine.Run(arguments, new TerminalRunner(arguments, terminal), terminal, isRemote: false, Cancellation);
        return (code, terminal.Output.ToString(), terminal.Errors.ToString());
    }
}
