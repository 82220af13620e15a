using System.Globalization;
using System.Text.Json;
using Hikyaku.Commands;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Routing;
using Hikyaku.Mail.Routing.Srs;
using Hikyaku.Tests.Directories;
using Hikyaku.Tests.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Tests.Commands;

public sealed class QueueCommandTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new(settings: [typeof(QueueSettings), typeof(RoutingSettings), typeof(SrsSettings)]);
    private readonly QueueRig _rig = new();
    private ServiceProvider _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named("en");
        _services = new ServiceCollection()
            .AddSingleton(_directory.Directory).AddSingleton(_directory.Editor).AddSingleton(_directory.Settings).AddSingleton(_rig.Queue).AddSingleton<TimeProvider>(_rig.Time)
            .AddSingleton(new PassedDomains(_directory.Directory, _directory.Settings)).BuildServiceProvider();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _directory.DisposeAsync();
        _rig.Dispose();
    }

    [Theory]
    [InlineData("en", "held", "Name messages, choose by options", "There is no message 'x' in the queue", "2 recipients")]
    [InlineData("ja", "保留中", "--all を指定してください", "キューにメール「x」はありません", "宛先 2 件")]
    public async Task The_queue_is_steered_in_the_language_of_the_operator(string language, string held, string nothing, string unknown, string changed)
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named(language);
        await _rig.Add("u@a.example");
        await _rig.Add("u@b.example");

        Assert.Contains(nothing, await Refused("queue delete"), StringComparison.Ordinal);
        Assert.Contains(unknown, await Refused("queue show x"), StringComparison.Ordinal);
        Assert.Contains(changed, await Run("queue hold --all"), StringComparison.Ordinal);
        Assert.Contains(held, await Run("queue list --held"), StringComparison.Ordinal);
        Assert.Contains(changed, await Run("queue delete --all --yes"), StringComparison.Ordinal);
        Assert.Empty(await _rig.List());
    }

    [Theory]
    [InlineData("queue delete", 2, "--all")]
    [InlineData("queue hold", 2, "--all")]
    [InlineData("queue show", 2, "An argument")]
    [InlineData("queue retry !!", 1, "'!!' is no name of a message")]
    [InlineData("queue retry 0123", 1, "There is no message '123'")]
    [InlineData("queue release --sender nobody", 1, "'nobody' is no mail address")]
    public async Task What_is_missing_or_wrong_is_said(string line, int code, string words)
    {
        await _rig.Add("u@a.example");

        var (found, _, error) = await Try(line);

        Assert.Equal(code, found);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Single(await _rig.List());
    }

    [Fact]
    public async Task What_waits_for_a_domain_of_this_server_is_local()
    {
        await _directory.Editor.AddDomain(new NewDomain("a.example"), Actor.System, Cancellation);
        await _rig.Add("u@a.example");
        await _rig.Add("u@b.example");

        Assert.Contains("<u@a.example>  local  0", await Run("queue list"), StringComparison.Ordinal);
        Assert.Contains("<u@b.example>  b.example  0", await Run("queue list"), StringComparison.Ordinal);
        Assert.Contains("\"destination\": \"local\"", await Run("queue list --json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_chooses_by_domain_and_by_sender()
    {
        await _rig.Add("u@a.example", "u@b.example");
        await _rig.Add("other@s.example", DsnNotify.Unspecified, "u@b.example");

        Assert.Equal(2, JsonDocument.Parse(await Run("queue hold --domain B.example --json")).RootElement.GetProperty("recipients").GetInt32());
        Assert.Equal(1, JsonDocument.Parse(await Run("queue release --sender OTHER@s.example --json")).RootElement.GetProperty("recipients").GetInt32());
        var entry = Assert.Single(JsonDocument.Parse(await Run("queue list --held --json")).RootElement.EnumerateArray());
        Assert.Equal("u@b.example", Assert.Single(entry.GetProperty("recipients").EnumerateArray()).GetProperty("address").GetString());
    }

    [Fact]
    public async Task What_is_given_must_all_fit()
    {
        await _rig.Add("u@a.example", "u@b.example");
        _rig.Time.Advance(TimeSpan.FromHours(3));
        await _rig.Add("other@t.example", DsnNotify.Unspecified, "u@b.example");
        await _rig.Add("", DsnNotify.Unspecified, "v@b.example");

        Assert.Equal("1 1", await Counted("--sender-domain S.example --domain b.example"));
        Assert.Equal("1 1", await Counted("--recipient V@b.example"));
        Assert.Equal("1 2", await Counted("--older-than 2h"));
        Assert.Equal("2 2", await Counted("--newer-than 2h"));
        Assert.Equal("1 1", await Counted("--newer-than 2h --sender <>"));
        Assert.Equal("3 3", await Counted("--destination b.example"));
        Assert.Equal("0 0", await Counted("--larger-than 1KiB"));
        Assert.Equal("3 4", await Counted("--larger-than 5"));
        Assert.Equal("0 0", await Counted("--held"));
    }

    [Fact]
    public async Task The_last_outcome_chooses()
    {
        _rig.Mta.AnswerAll(new(451, new(4, 7, 1), "Come back later"));
        await _rig.Add("u@a.example");
        await _rig.AttemptDue();
        await _rig.Add("u@b.example");

        Assert.Equal("1 1", await Counted("--attempts 1"));
        Assert.Equal("1 1", await Counted("--status LATER"));
        Assert.Equal("1 1", await Counted("--status mx.a.example"));
        Assert.Equal("0 0", await Counted("--status 4.2.2"));
    }

    [Fact]
    public async Task A_reason_chooses_what_is_held_for_it()
    {
        await _rig.Add(envelope => envelope with { HoldReason = "rspamd: Looks odd" }, "u@a.example");
        await _rig.Add("u@b.example");

        Assert.Equal("1 1", await Counted("--reason looks"));
        Assert.Equal("0 0", await Counted("--reason virus"));
    }

    [Fact]
    public async Task What_is_counted_stays_as_it_is()
    {
        await _rig.Add("u@a.example");

        Assert.Contains("1 messages, 1 recipients", await Run("queue delete --all --dry-run"), StringComparison.Ordinal);
        Assert.Contains("1 messages, 1 recipients", await Run("queue hold --all --dry-run"), StringComparison.Ordinal);
        Assert.False(Assert.Single(Assert.Single(await _rig.List()).Recipients).IsHeld);
    }

    [Fact]
    public async Task Without_a_terminal_many_are_deleted_with_yes_only()
    {
        await _rig.Add("u@a.example");
        await _rig.Add("u@a.example");

        Assert.Contains("Remove 2 messages to 2 recipients", await Refused("queue delete --domain a.example"), StringComparison.Ordinal);
        Assert.Equal(2, (await _rig.List()).Count);
        await Run($"queue delete {(await _rig.List())[0].Message.Id}");
        Assert.Single(await _rig.List());
        await Run("queue delete --domain a.example --yes");
        Assert.Empty(await _rig.List());
    }

    [Fact]
    public async Task Several_messages_are_named_at_once()
    {
        await _rig.Add("u@a.example");
        await _rig.Add("u@b.example");
        await _rig.Add("u@c.example");
        var ids = (await _rig.List()).Select(entry => entry.Message.Id).ToArray();

        await Run($"queue hold {ids[0]} {ids[2]}");

        Assert.Equal([true, false, true], (await _rig.List()).Select(entry => entry.Recipients[0].IsHeld));
    }

    [Theory]
    [InlineData("en", "rerouted", "is no way")]
    [InlineData("ja", "経路指定", "送り先の指定ではありません")]
    public async Task What_waits_is_sent_another_way_and_back(string language, string rerouted, string bad)
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named(language);
        await _rig.Add("u@a.example", "u@b.example");

        Assert.Contains(bad, await Refused("queue reroute --all --to http://relay.example"), StringComparison.Ordinal);
        var output = await Run("queue reroute --domain a.example --to smtp://relay.example --user ann --password-stdin --tls verified", "s3cret");
        output += await Run("queue list") + await Run("setting list") + await Run("audit list");
        Assert.Contains("<u@a.example>  smtp://ann@relay.example:25?tls=required  0", output, StringComparison.Ordinal);
        Assert.Contains(rerouted, output, StringComparison.Ordinal);
        Assert.Contains("<u@b.example>  b.example  0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", output, StringComparison.Ordinal);

        await Run("queue reroute --all --to routes");
        Assert.DoesNotContain("relay.example", await Run("queue list"), StringComparison.Ordinal);
        await Run("queue reroute --all --to smtp://other.example");
        Assert.Equal("smtp://other.example:25", _directory.Settings.Get(QueueSettings.Reroutes).ToText());
    }

    [Fact]
    public async Task A_list_for_programs_is_one_array_with_as_many_as_are_wanted()
    {
        await _rig.Add("u@a.example");
        await _rig.Add("u@b.example");

        Assert.Equal(2, JsonDocument.Parse(await Run("queue list --json")).RootElement.GetArrayLength());
        Assert.Equal(1, JsonDocument.Parse(await Run("queue list --json --limit 1")).RootElement.GetArrayLength());
        Assert.Equal(0, JsonDocument.Parse(await Run("queue list --json --held")).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_route_is_set_listed_and_removed()
    {
        await Run("route set .Sub.example smtps://relay.example?tls=encrypt");

        Assert.Equal(".sub.example -> smtps://relay.example:465?tls=encrypt", (await Run("route list")).Trim());
        var route = Assert.Single(JsonDocument.Parse(await Run("route list --json")).RootElement.EnumerateArray());
        Assert.Equal("relay.example", route.GetProperty("host").GetString());
        await Run("route remove .sub.example");
        Assert.Empty((await Run("route list")).Trim());
    }

    [Theory]
    [InlineData("en", "is no address of a smart host", "There is no route for")]
    [InlineData("ja", "はスマートホストの指定ではありません", "の経路はありません")]
    public async Task What_is_no_route_is_refused_in_the_language_of_the_operator(string language, string bad, string unknown)
    {
        CultureInfo.CurrentUICulture = OperatorCulture.Named(language);

        Assert.Contains(bad, await Refused("route set * http://relay.example"), StringComparison.Ordinal);
        Assert.Contains(unknown, await Refused("route remove *"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_of_a_smart_host_is_never_shown()
    {
        var output = await Run("route set * smtp://user:s3cret@relay.example");
        output += await Run("route set * smtp://user:s3cret@other.example");
        foreach (var command in (string[])["route list", "route list --json", "setting list", "setting list --json", "setting get queue.routes", "audit list", "audit list --json"])
        {
            output += await Run(command);
        }

        Assert.DoesNotContain("s3cret", output, StringComparison.Ordinal);
        Assert.Contains("smtp://user:***@relay.example", output, StringComparison.Ordinal);
        Assert.Equal("s3cret", _directory.Settings.Get(QueueSettings.Routes).All["*"].Hosts[0].Credentials!.Password);
    }

    [Fact]
    public async Task The_password_of_smart_hosts_comes_from_standard_input()
    {
        var output = await Run("route set from:Ann@own.example smtp://one.example smtp://two.example:587 --user ann --password-stdin --tls verified", "s3cret");
        output += await Run("route list --json") + await Run("setting list") + await Run("audit list");

        Assert.Contains("from:ann@own.example -> smtp://ann:***@one.example:25?tls=required,smtp://ann:***@two.example:587?tls=required", output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", output, StringComparison.Ordinal);
        Assert.All(_directory.Settings.Get(QueueSettings.Routes).All["from:ann@own.example"].Hosts, host => Assert.Equal("s3cret", host.Credentials!.Password));
    }

    [Theory]
    [InlineData("route set * smtps://relay.example --tls none")]
    [InlineData("route set * smtp://relay.example --tls maybe")]
    [InlineData("route set * mx --user ann --password-stdin")]
    [InlineData("route set from:* mx")]
    public async Task A_route_that_cannot_be_is_refused(string line) => await Refused(line);

    [Fact]
    public async Task A_route_over_MX_hosts_says_what_they_must_do_about_TLS()
    {
        await Run("route set partner.example mx --tls encrypt");

        var route = Assert.Single(JsonDocument.Parse(await Run("route list --json")).RootElement.EnumerateArray());
        Assert.Equal((true, "encrypted"), (route.GetProperty("usesMx").GetBoolean(), route.GetProperty("tls").GetString()));
    }

    [Fact]
    public async Task A_domain_goes_to_its_old_host_and_comes_back()
    {
        await Run("domain add moving.test --live no --old-host smtp://user:s3cret@old.example:2525");
        Assert.Equal("smtp://user:***@old.example:2525", JsonDocument.Parse(await Run("domain show moving.test --json")).RootElement.GetProperty("oldHost").GetString());
        await _rig.Add("u@moving.test");

        Assert.Contains("moving.test -> smtp://user:***@old.example:2525", await Run("route list"), StringComparison.Ordinal);
        await Run("domain set moving.test --live yes");
        await Run("domain set moving.test --old-host none");
        Assert.Empty((await Run("route list")).Trim());
        Assert.DoesNotContain("s3cret", await Refused("domain set moving.test --old-host http://user:s3cret@old.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backups_are_set_listed_and_removed()
    {
        await Run("domain add own.test");
        await Run("backup-mx set Partner.example --recipients info,boss@partner.example sales");
        await Run("backup-mx set b.example --recipients-stdin", "x", "y@b.example");
        await Run("backup-mx set any.example");

        Assert.Equal(
            ["any.example: any recipient", "b.example: 2 recipients", "partner.example: 3 recipients"],
            (await Run("backup-mx list")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("is a domain of this server", await Refused("backup-mx set own.test"), StringComparison.Ordinal);
        await Refused("backup-mx set c.example --recipients x@other.example");
        await Run("backup-mx remove any.example");
        await Refused("backup-mx remove any.example");
        Assert.Equal(2, JsonDocument.Parse(await Run("backup-mx list --json")).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_masked_password_is_not_set_as_it_stands() => await Refused("route set * smtp://user:***@relay.example");

    private async Task<string> Run(string line, params string[] input)
    {
        var (code, output, error) = await Try(line, input);
        Assert.True(code == 0, $"{line}: {error}");
        return output;
    }

    private async Task<string> Counted(string filter)
    {
        var count = JsonDocument.Parse(await Run($"queue hold {filter} --dry-run --json")).RootElement;
        return $"{count.GetProperty("messages")} {count.GetProperty("recipients")}";
    }

    private async Task<string> Refused(string line)
    {
        var (code, _, error) = await Try(line);
        Assert.NotEqual(0, code);
        return error;
    }

    private async Task<(int Code, string Output, string Error)> Try(string line, params string[] input)
    {
        var terminal = new TestTerminal(input);
        var code = await CommandLine.Run(line.Split(' '), new ServerRunner(_services, terminal), terminal, isRemote: false, Cancellation);
        return (code, terminal.Output.ToString(), terminal.Errors.ToString());
    }
}
