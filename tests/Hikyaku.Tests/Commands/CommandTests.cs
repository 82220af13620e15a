using System.Globalization;
using System.Text.Json;
using Hikyaku.Commands;
using Hikyaku.Mail.Directory;
using Hikyaku.Tests.Directories;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Tests.Commands;

public sealed class CommandTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new();
    private ServiceProvider _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named("en");
        _services = new ServiceCollection()
            .AddSingleton(_directory.Directory).AddSingleton(_directory.Editor).AddSingleton(_directory.Settings).BuildServiceProvider();
        await _directory.AddDomain("example.test");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _directory.DisposeAsync();
    }

    [Fact]
    public async Task A_domain_is_added_with_its_limits()
    {
        var (code, output, _) = await Run("domain add 例え.test --max-accounts 20 --default-quota 1GiB --catch-all discard --live no --json");

        Assert.Equal(0, code);
        var domain = JsonDocument.Parse(output).RootElement;
        Assert.Equal("xn--r8jz45g.test", domain.GetProperty("name").GetString());
        Assert.Equal(20, domain.GetProperty("limits").GetProperty("accounts").GetInt32());
        Assert.Equal(1L << 30, domain.GetProperty("limits").GetProperty("defaultQuotaBytes").GetInt64());
        Assert.Equal("discard", domain.GetProperty("catchAll").GetString());
        Assert.False(domain.GetProperty("isLive").GetBoolean());
    }

    [Fact]
    public async Task Japanese_help_and_tables_have_no_English_words()
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named("ja");

        var help = await Run("domain set --help");
        var table = await Run("domain show example.test");

        Assert.Equal((0, 0), (help.Code, table.Code));
        Assert.DoesNotContain("Description:", help.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Show help", help.Output, StringComparison.Ordinal);
        Assert.Contains("はい", table.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b(yes|no|none)\b", table.Output);
    }

    [Theory]
    [InlineData("bogus", "bogus")]
    [InlineData("account", "コマンドを指定")]
    [InlineData("account add", "add")]
    [InlineData("account add a@b.test --quota", "--quota")]
    [InlineData("account add a@b.test --quota x", "--quota")]
    [InlineData("account list --config a --config b", "2 回")]
    [InlineData("import vpopmail --cdb", "--home")]
    [InlineData("import vpopmail --home a --qmail b", "--cdb")]
    [InlineData("import vpopmail --cdb --home a --qmail b --pop3 x", "auto|courier|qmail|dovecot")]
    [InlineData("import vpopmail --cdb --home a --qmail b --map x", "OLD=NEW")]
    public async Task Wrong_usage_is_told_in_Japanese(string line, string named)
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named("ja");

        var (code, _, error) = await Run(line);

        Assert.Equal(2, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.All(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), said => Assert.Matches("[\u3040-\u30ff]", said));
    }

    [Theory]
    [InlineData("domain set example.test", 2)]
    [InlineData("account set user@example.test --enable pop3 --disable pop3", 2)]
    [InlineData("account set user@example.test --no-forward --forward a@b.test", 2)]
    [InlineData("account set user@example.test --keep-copy yes", 2)]
    [InlineData("audit list --count 0", 2)]
    [InlineData("audit list --count x", 2)]
    [InlineData("domain alias remove nosuch.test", 1)]
    public async Task What_means_nothing_is_refused(string command, int expected)
    {
        await Run("account add user@example.test --json");

        Assert.Equal(expected, (await Run(command)).Code);
    }

    [Fact]
    public async Task An_account_takes_a_hash_that_another_system_made()
    {
        var (code, _, _) = await Run("account add hashed@example.test --password-hash-stdin", "{SHA256}n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=");

        var account = await _directory.Directory.FindSignInName("hashed@example.test", Cancellation);
        Assert.Equal(0, code);
        Assert.Equal("{SHA256}n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=", account!.PasswordHash);
    }

    [Fact]
    public async Task A_hash_that_could_never_be_verified_is_refused_without_repeating_it()
    {
        var (code, output, error) = await Run("account add hashed@example.test --password-hash-stdin", "{NOSUCH}secret-word");

        Assert.Equal(1, code);
        Assert.DoesNotContain("secret-word", output + error, StringComparison.Ordinal);
        Assert.Null(await _directory.Directory.FindSignInName("hashed@example.test", Cancellation));
    }

    [Fact]
    public async Task An_account_takes_its_password_from_standard_input()
    {
        var (code, output, _) = await Run("account add User@example.test --password-stdin --quota 5GiB --disable pop3,web --json", "correct horse");

        Assert.Equal(0, code);
        Assert.DoesNotContain("correct horse", output, StringComparison.Ordinal);
        var account = await _directory.Directory.FindAccount("user@example.test", Cancellation);
        Assert.Equal((5L << 30, Services.All & ~Services.Pop3 & ~Services.Web), (account!.QuotaBytes, account.Services));
        Assert.NotEmpty(account.PasswordHash);
    }

    [Fact]
    public async Task Without_terminal_and_standard_input_a_password_is_made_up_and_shown_once()
    {
        var (code, output, _) = await Run("account add user@example.test --json");

        Assert.Equal(0, code);
        var password = JsonDocument.Parse(output).RootElement.GetProperty("password").GetString()!;
        Assert.Equal(21, password.Length);
        Assert.DoesNotContain(password, (await Run("account list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_asked_twice_at_a_terminal()
    {
        Assert.Equal(1, (await Run(new TestTerminal("first password", "other password") { IsInteractive = true }, "account add a@example.test")).Code);
        Assert.Equal(0, (await Run(new TestTerminal("same password", "same password") { IsInteractive = true }, "account add a@example.test")).Code);
    }

    [Theory]
    [InlineData("domain add")]
    [InlineData("domain frobnicate")]
    [InlineData("account add a@example.test --quota lots")]
    [InlineData("account set a@example.test --state asleep")]
    [InlineData("domain set example.test --live perhaps")]
    [InlineData("alias add a@example.test")]
    [InlineData("account list --no-such-option")]
    [InlineData("domain set example.test")]
    [InlineData("audit list --count 0")]
    [InlineData("audit list --count -1")]
    [InlineData("audit list --count x")]
    [InlineData("account add a@example.test --enable pop3 --disable pop3")]
    [InlineData("account add a@example.test --keep-copy yes")]
    [InlineData("store verify --bad")]
    [InlineData("store verify -x")]
    [InlineData("account show --bad")]
    [InlineData("account add a@example.test --forward b@example.test --bad")]
    public async Task Wrong_usage_ends_with_2_and_a_hint(string line)
    {
        var (code, _, error) = await Run(line);

        Assert.Equal(2, code);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no option")]
    [InlineData(" --json", "no option")]
    [InlineData(" --no-forward --forward b@other.example", "--no-forward")]
    [InlineData(" --enable pop3 --disable pop3,web", "--enable")]
    [InlineData(" --keep-copy yes", "--forward")]
    public async Task Options_that_change_nothing_or_contradict_are_wrong_usage(string options, string named)
    {
        var before = await _directory.AddAccount("user@example.test");

        var (code, _, error) = await Run("account set user@example.test" + options);

        Assert.Equal(2, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Equal(before, await _directory.Directory.FindAccount("user@example.test", Cancellation));
    }

    [Theory]
    [InlineData("account add a@nowhere.example --password-stdin", "nowhere.example")]
    [InlineData("account show nobody@example.test", "nobody@example.test")]
    [InlineData("domain show nowhere.example", "nowhere.example")]
    [InlineData("alias add a@example.test nobody@example.test", "nobody@example.test")]
    [InlineData("setting set no.such.key 1", "no.such.key")]
    [InlineData("setting set account.minPasswordLength zero", "1 to 128")]
    public async Task A_refusal_ends_with_1_and_says_what_is_wrong(string line, string named)
    {
        var (code, output, error) = await Run(line, "some password");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_speaks_the_operators_language()
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named("ja_JP.UTF-8");

        Assert.Contains("ありません", (await Run("domain show nowhere.example")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_removed_without_a_yes()
    {
        Assert.Equal(1, (await Run("domain remove example.test")).Code);
        Assert.Equal(1, (await Run(new TestTerminal("n") { IsInteractive = true }, "domain remove example.test")).Code);
        Assert.NotNull(await _directory.Directory.FindDomain("example.test", Cancellation));

        Assert.Equal(0, (await Run(new TestTerminal("y") { IsInteractive = true }, "domain remove example.test")).Code);
        Assert.Null(await _directory.Directory.FindDomain("example.test", Cancellation));
    }

    [Fact]
    public async Task A_forward_is_set_changed_and_taken_away()
    {
        await _directory.AddAccount("user@example.test");

        await Run("account set user@example.test --forward a@b.example c@d.example --keep-copy yes");
        Assert.Equal(new Forward(["a@b.example", "c@d.example"], true), (await _directory.Directory.FindAccount("user@example.test", Cancellation))!.Forward);
        await Run("account set user@example.test --forward a@b.example,e@f.example");
        Assert.Equal(["a@b.example", "e@f.example"], (await _directory.Directory.FindAccount("user@example.test", Cancellation))!.Forward!.Targets);
        await Run("account set user@example.test --keep-copy no");
        Assert.False((await _directory.Directory.FindAccount("user@example.test", Cancellation))!.Forward!.KeepCopy);
        await Run("account set user@example.test --no-forward");
        Assert.Null((await _directory.Directory.FindAccount("user@example.test", Cancellation))!.Forward);
    }

    [Fact]
    public async Task Aliases_and_administrators_are_listed()
    {
        await _directory.AddAccount("user@example.test");

        Assert.Equal(0, (await Run("alias add info@example.test user@example.test out@other.example")).Code);
        Assert.Equal(0, (await Run("admin grant user@example.test --domain example.test")).Code);

        Assert.Contains("user@example.test, out@other.example", (await Run("alias list")).Output, StringComparison.Ordinal);
        Assert.Equal("example.test", JsonDocument.Parse((await Run("admin list --json")).Output).RootElement[0].GetProperty("domain").GetString());
        Assert.Equal(0, (await Run("admin revoke user@example.test --domain example.test")).Code);
        Assert.Equal(1, (await Run("admin revoke user@example.test --domain example.test")).Code);
    }

    [Theory]
    [InlineData("en", "user@example.test does not administer the server.", "user@example.test now administers the server.")]
    [InlineData("ja", "user@example.test は このサーバー の管理者ではありません。", "user@example.test を このサーバー の管理者にしました。")]
    public async Task The_right_over_the_server_has_a_name(string language, string refusal, string granted)
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named(language);
        await _directory.AddAccount("user@example.test");

        Assert.Equal(refusal, (await Run("admin revoke user@example.test")).Error.Trim());
        Assert.Equal(granted, (await Run("admin grant user@example.test")).Output.Trim());
        Assert.DoesNotContain("*", (await Run("admin list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catch_all_is_an_account_when_one_has_the_address()
    {
        var account = await _directory.AddAccount("user@example.test");

        Assert.Equal(0, (await Run("domain set example.test --catch-all user@example.test")).Code);

        Assert.Equal(new CatchAll.ToAccount(account.Id), (await _directory.Directory.FindDomain("example.test", Cancellation))!.CatchAll);
    }

    [Fact]
    public async Task Every_change_names_the_operator_in_the_audit_list()
    {
        await Run("setting set signIn.defaultDomain example.test");

        var record = JsonDocument.Parse((await Run("audit list --subject signIn.defaultDomain --json")).Output).RootElement[0];

        Assert.Equal(("cli", "operator"), (record.GetProperty("actor").GetProperty("kind").GetString(), record.GetProperty("actor").GetProperty("name").GetString()));
        Assert.Equal("example.test", record.GetProperty("after").GetString());
    }

    [Fact]
    public async Task The_server_runs_no_command_that_is_not_for_the_data_folder()
    {
        var terminal = new TestTerminal();

        Assert.Equal(2, await CommandLine.Run(["serve"], new ServerRunner(_services, terminal), terminal, isRemote: true, Cancellation));
        Assert.Equal(2, await CommandLine.Run([], new ServerRunner(_services, terminal), terminal, isRemote: true, Cancellation));
    }

    private Task<(int Code, string Output, string Error)> Run(string line, params string[] input) => Run(new TestTerminal(input), line);

    private async Task<(int Code, string Output, string Error)> Run(TestTerminal terminal, string line)
    {
        var code = await CommandLine.Run(line.Split(' '), new ServerRunner(_services, terminal), terminal, isRemote: false, Cancellation);
        return (code, terminal.Output.ToString(), terminal.Errors.ToString());
    }
}
