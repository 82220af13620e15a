using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Lists;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.InteropTests.Migration;

/// <summary>A later import applies what changed at the source, and keeps what was set here.</summary>
public sealed class DirectoryMergeTests : IDisposable
{
    private const string Tanaka = "tanaka@sakura.example";
    private static readonly Actor Operator = new(Actor.CommandLineKind, "test", null);
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-merge-").FullName;

    public static TheoryData<string> Fields => ["password", "name", "quotaBytes", "quotaMessages", "services", "state", "mayChangePassword", "forward"];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_that_changed_at_the_source_is_taken(string field)
    {
        await using var here = await Imported();
        ChangeSource(field);

        var report = await here.Import(_host.Source());

        Assert.Equal(AtSource(field), Value(await Account(here), field));
        Assert.Contains(report.Items, item => item is { Code: "AccountChanged", Subject: Tanaka, Details.Length: 1 });
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_set_here_is_kept_when_another_changes_at_the_source(string field)
    {
        await using var here = await Imported();
        await ChangeHere(here, field);
        ChangeSource(field == "name" ? "quotaBytes" : "name");

        var report = await here.Import(_host.Source());

        Assert.Equal(SetHere(field), Value(await Account(here), field));
        Assert.DoesNotContain(report.Items, item => item.Code == "Kept");
    }

    [Theory]
    [InlineData("password")]
    [InlineData("name")]
    [InlineData("quotaBytes")]
    [InlineData("quotaMessages")]
    [InlineData("forward")]
    public async Task A_field_that_changed_on_both_sides_is_kept_and_told_once(string field)
    {
        await using var here = await Imported();
        await ChangeHere(here, field);
        ChangeSource(field);

        var report = await here.Import(_host.Source());
        var next = await here.Import(_host.Source());

        Assert.Equal(SetHere(field), Value(await Account(here), field));
        Assert.Contains(report.Items, item => item is { Code: "Kept", Outcome: ReportOutcome.Warning, Subject: Tanaka });
        Assert.DoesNotContain(next.Items, item => item.Code == "Kept");
    }

    [Fact]
    public async Task Services_switched_on_both_sides_are_both_switched()
    {
        await using var here = await Imported();
        await ChangeHere(here, "services");
        User(user => user with { Flags = user.Flags | VpopmailFlags.NoPop });

        await here.Import(_host.Source());

        Assert.Equal(Services.All & ~Services.Imap & ~Services.Pop3, (await Account(here)).Services);
    }

    [Fact]
    public async Task An_administrator_named_or_dismissed_at_the_source_is_so_here()
    {
        await using var here = await Imported();
        User(user => user with { Flags = user.Flags | VpopmailFlags.DomainAdministrator });
        await here.Import(_host.Source());
        var named = await IsAdministrator(here);
        User(user => user with { Flags = user.Flags & ~VpopmailFlags.DomainAdministrator });

        await here.Import(_host.Source());

        Assert.True(named);
        Assert.False(await IsAdministrator(here));
    }

    [Fact]
    public async Task Limits_are_merged_one_by_one()
    {
        await using var here = await Imported();
        var domain = await Domain(here);
        await here.Get<DirectoryEditor>().ChangeDomain(
            domain.Id, new DomainChange { Limits = domain.Limits with { Accounts = 70, Aliases = 5 } }, Operator, TestContext.Current.CancellationToken);
        _host.Write(Path.Combine(_host.Home, "domains/sakura.example/.qmailadmin-limits"), "maxpopaccounts: 60\nmaxaliases: -1\nquota: 4096\ndisable_webmail\ndisable_pop\n");

        var report = await here.Import(_host.Source());

        var after = await Domain(here);
        Assert.Equal((70, 5, 4096L << 20), (after.Limits.Accounts, after.Limits.Aliases, after.Limits.QuotaBytes));
        Assert.Equal(Services.Web | Services.Pop3, after.DisabledServices);
        Assert.Contains(report.Items, item => item is { Code: "Kept", Subject: "sakura.example" });
    }

    [Fact]
    public async Task A_catch_all_set_here_is_kept_until_the_source_changes_it()
    {
        await using var here = await Imported();
        var (domain, stop) = (await Domain(here), TestContext.Current.CancellationToken);
        var file = Path.Combine(_host.Home, "domains/sakura.example/.qmail-default");
        await here.Import(_host.Source());
        _host.Write(file, "| /home/vpopmail/bin/vdelivermail '' bounce-no-mailbox\n");
        await here.Import(_host.Source());
        var taken = (await Domain(here)).CatchAll;
        await here.Get<DirectoryEditor>().ChangeDomain(domain.Id, new DomainChange { CatchAll = new CatchAll.ToAddress(Tanaka) }, Operator, stop);
        await here.Import(_host.Source());
        var kept = (await Domain(here)).CatchAll;
        _host.Write(file, "| /home/vpopmail/bin/vdelivermail '' delete\n");

        var report = await here.Import(_host.Source());

        Assert.Equal(new CatchAll.None(), taken);
        Assert.Equal(new CatchAll.ToAddress(Tanaka), kept);
        Assert.Equal(new CatchAll.ToAddress(Tanaka), (await Domain(here)).CatchAll);
        Assert.Contains(report.Items, item => item is { Code: "Kept", Subject: "sakura.example" });
    }

    [Fact]
    public async Task Targets_of_an_alias_are_taken_or_kept()
    {
        await using var here = await Imported();
        var (team, box, stop) = ("sales.team@sakura.example", "box@sakura.example", TestContext.Current.CancellationToken);
        await here.Get<DirectoryEditor>().ChangeAlias(box, [Tanaka], Operator, stop);
        var domain = Path.Combine(_host.Home, "domains/sakura.example");
        _host.Write(Path.Combine(domain, ".qmail-sales:team"), "&mori@sakura.example\n");
        _host.Write(Path.Combine(domain, ".qmail-box"), "&mori@sakura.example\n");

        var report = await here.Import(_host.Source());

        Assert.Equal(["mori@sakura.example"], await Targets(here, team));
        Assert.Equal([Tanaka], await Targets(here, box));
        Assert.Contains(report.Items, item => item.Code == "Kept" && item.Subject == box);
    }

    [Fact]
    public async Task Members_that_changed_at_the_source_are_taken_and_an_owner_set_here_kept()
    {
        await using var here = await Imported();
        var stop = TestContext.Current.CancellationToken;
        var (list, members) = await List(here);
        await here.Get<DirectoryEditor>().SaveMailingList(list with { Owner = "mori@sakura.example" }, [.. members], Operator, stop);
        _host.Write(Path.Combine(_host.Home, "domains/sakura.example/news/subscribers/b"), "Tnew@example.org\0");

        await here.Import(_host.Source());

        var after = await List(here);
        Assert.Equal("mori@sakura.example", after.List.Owner);
        Assert.Contains(after.Members, member => member.Address == "new@example.org");
    }

    [Fact]
    public async Task A_vacation_that_ended_at_the_source_ends_here()
    {
        await using var here = await Imported();
        File.Delete(Path.Combine(_host.Home, "domains/sakura.example/away/.qmail"));

        await here.Import(_host.Source());

        Assert.DoesNotContain("reply away@", await here.Directory(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_removed_here_stays_away_and_is_told_when_the_source_changes_it()
    {
        await using var here = await Imported();
        var stop = TestContext.Current.CancellationToken;
        await here.Get<DirectoryEditor>().RemoveAccount((await Account(here)).Id, Operator, stop);
        await here.Get<DirectoryEditor>().RemoveAlias("box@sakura.example", Operator, stop);
        var quiet = await here.Import(_host.Source());
        ChangeSource("password");

        var report = await here.Import(_host.Source());

        Assert.Null(await here.Get<Hikyaku.Mail.Directory.Directory>().FindAccount(Tanaka, stop));
        Assert.DoesNotContain("box@sakura.example", await here.Directory(), StringComparison.Ordinal);
        Assert.DoesNotContain(quiet.Items, item => item.Code == "RemovedHere");
        Assert.Contains(quiet.Items, item => item is { Code: "StaysRemoved", Subject: Tanaka });
        Assert.Contains(report.Items, item => item is { Code: "RemovedHere", Subject: Tanaka });
    }

    [Fact]
    public async Task What_is_gone_at_the_source_is_named_and_stays()
    {
        await using var here = await Imported();
        Lines(lines => lines.Where(line => !line.StartsWith("tanaka:", StringComparison.Ordinal)));
        File.Delete(Path.Combine(_host.Home, "domains/sakura.example/.qmail-sales:team"));

        var report = await here.Import(_host.Source());

        var gone = report.Items.Where(item => item.Code.StartsWith("Gone.", StringComparison.Ordinal)).Select(item => $"{item.Code} {item.Subject}");
        Assert.Equal(["Gone.account " + Tanaka, "Gone.alias sales.team@sakura.example"], gone);
        Assert.NotNull(await Account(here));
    }

    [Fact]
    public async Task A_dry_run_tells_a_merge_and_makes_none()
    {
        await using var here = await Imported();
        ChangeSource("password");
        var before = await here.Directory();

        var dry = await here.Import(_host.Source(), new Hikyaku.Mail.Migration.ImportOptions { DryRun = true });
        var unchanged = await here.Directory();
        var report = await here.Import(_host.Source());

        Assert.Contains(dry.Items, item => item is { Code: "AccountChanged", Subject: Tanaka });
        Assert.Equal(before, unchanged);
        Assert.Contains(report.Items, item => item is { Code: "AccountChanged", Subject: Tanaka });
    }

    public void Dispose()
    {
        _host.Dispose();
        System.IO.Directory.Delete(_data, recursive: true);
    }

    private async Task<OpenFolder> Imported()
    {
        var here = await OpenFolder.At(_data);
        await here.Import(_host.Source());
        return here;
    }

    private static async Task<Account> Account(OpenFolder here) =>
        (await here.Get<Hikyaku.Mail.Directory.Directory>().FindAccount(Tanaka, TestContext.Current.CancellationToken))!;

    private static async Task<Domain> Domain(OpenFolder here) =>
        (await here.Get<Hikyaku.Mail.Directory.Directory>().FindDomain("sakura.example", TestContext.Current.CancellationToken))!;

    private static async Task<IEnumerable<string>> Targets(OpenFolder here, string alias) => (await here.Get<Hikyaku.Mail.Directory.Directory>().Read(
        reader => reader.FindEntry(alias).Alias!, TestContext.Current.CancellationToken)).Targets;

    private static async Task<(MailingList List, IReadOnlyList<ListMember> Members)> List(OpenFolder here) =>
        await here.Get<Hikyaku.Mail.Directory.Directory>().Read(
            reader => reader.FindEntry("news@sakura.example").List is { } list ? (list, reader.ListMembers(list.Id)) : throw new InvalidOperationException(),
            TestContext.Current.CancellationToken);

    private static async Task<bool> IsAdministrator(OpenFolder here)
    {
        var account = await Account(here);
        var grants = await here.Get<Hikyaku.Mail.Directory.Directory>().Read(reader => reader.Grants(account.Id), TestContext.Current.CancellationToken);
        return grants.Any(grant => grant.Domain == account.DomainId);
    }

    private void ChangeSource(string field)
    {
        switch (field)
        {
            case "forward":
                _host.Write(Path.Combine(_host.Home, "domains/sakura.example/tanaka/.qmail"), "&boss@outside.example\n");
                break;
            default:
                User(user => field switch
                {
                    "password" => user with { Hash = OldHost.Sha512 },
                    "name" => user with { Gecos = "Source" },
                    "quotaBytes" => user with { Quota = "20971520S,1000C" },
                    "quotaMessages" => user with { Quota = "10485760S,2000C" },
                    "services" => user with { Flags = VpopmailFlags.NoImap },
                    "state" => user with { Flags = VpopmailFlags.BounceMail },
                    _ => user with { Flags = VpopmailFlags.NoPasswordChange },
                });
                break;
        }
    }

    private static string AtSource(string field) => field switch
    {
        "password" => OldHost.Sha512,
        "name" => "Source",
        "quotaBytes" => "20971520",
        "quotaMessages" => "2000",
        "services" => (Services.All & ~Services.Imap).ToString(),
        "state" => "NoInbound",
        "forward" => "boss@outside.example False",
        _ => "False",
    };

    private static string SetHere(string field) => field switch
    {
        "password" => OldHost.Bcrypt,
        "name" => "Here",
        "quotaBytes" => "5",
        "quotaMessages" => "6",
        "services" => (Services.All & ~Services.Imap).ToString(),
        "state" => "Suspended",
        "forward" => "me@outside.example True",
        _ => "False",
    };

    private static string Value(Account account, string field) => field switch
    {
        "password" => account.PasswordHash,
        "name" => account.Name,
        "quotaBytes" => $"{account.QuotaBytes}",
        "quotaMessages" => $"{account.QuotaMessages}",
        "services" => account.Services.ToString(),
        "state" => account.State.ToString(),
        "forward" => account.Forward is { } forward ? $"{string.Join(',', forward.Targets)} {forward.KeepCopy}" : "",
        _ => account.MayChangePassword.ToString(),
    };

    private static async Task ChangeHere(OpenFolder here, string field)
    {
        var (account, editor, stop) = (await Account(here), here.Get<DirectoryEditor>(), TestContext.Current.CancellationToken);
        if (field == "password")
        {
            Assert.IsType<DirectoryChange<Account>.Done>(await editor.SetPasswordHash(account.Id, OldHost.Bcrypt, Operator, stop));
            return;
        }

        var change = field switch
        {
            "name" => new AccountChange { Name = "Here" },
            "quotaBytes" => new AccountChange { QuotaBytes = 5 },
            "quotaMessages" => new AccountChange { QuotaMessages = 6 },
            "services" => new AccountChange { Services = Services.All & ~Services.Imap },
            "state" => new AccountChange { State = AccountState.Suspended },
            "forward" => new AccountChange { Forward = new Forward(["me@outside.example"], true) },
            _ => new AccountChange { MayChangePassword = false },
        };
        Assert.IsType<DirectoryChange<Account>.Done>(await editor.ChangeAccount(account.Id, change, Operator, stop));
    }

    private void User(Func<VpopmailUser, VpopmailUser> change) => Lines(lines => lines.Select(line =>
        line.StartsWith("tanaka:", StringComparison.Ordinal) ? VpasswdLine.Write(change(VpasswdLine.Parse(line, "sakura.example")!)) : line));

    private void Lines(Func<IEnumerable<string>, IEnumerable<string>> change)
    {
        var file = Path.Combine(_host.Home, "domains/sakura.example/vpasswd");
        File.WriteAllLines(file, [.. change(File.ReadAllLines(file))]);
    }
}
