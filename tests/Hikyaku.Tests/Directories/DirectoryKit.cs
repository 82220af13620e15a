using System.Collections.Immutable;
using System.Net;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;
using static Hikyaku.Tests.Directories.TestDirectory;

namespace Hikyaku.Tests.Directories;

/// <summary>What every storage of the directory must do alike.</summary>
public abstract class DirectoryKit : IAsyncLifetime
{
    private TestDirectory _under = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _under = new TestDirectory((IDirectoryStorage)Open());
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _under.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract object Open();

    [Fact]
    public async Task A_rehearsal_refuses_what_the_directory_would_and_leaves_it_as_it_is()
    {
        await _under.AddDomain("example.test");
        await _under.AddAlias("one@example.test", "two@elsewhere.example");
        using var rehearsal = await _under.Editor.Rehearse(_under.Directory, Cancellation);

        Done(await rehearsal.Editor.AddDomain(new NewDomain("other.test"), Operator, Cancellation));
        Done(await rehearsal.Editor.AddAccount(new NewAccount { Address = "new@other.test" }, Operator, Cancellation));
        var twice = await rehearsal.Editor.AddAlias("one@example.test", ["three@elsewhere.example"], Operator, Cancellation);
        Done(await rehearsal.Editor.RemoveAlias("one@example.test", Operator, Cancellation));

        Assert.Equal(DirectoryRefusalReason.DuplicateAddress, Reason(twice));
        Assert.NotNull(await rehearsal.Directory.FindAccount("new@other.test", Cancellation));
        Assert.Null(await _under.Directory.FindDomain("other.test", Cancellation));
        Assert.Single((await _under.Directory.Read(reader => reader.FindEntry("one@example.test"), Cancellation)).Alias!.Targets);
    }

    [Fact]
    public async Task An_account_comes_back_as_it_was_stored()
    {
        await _under.AddDomain("example.test");
        var forward = new Forward(["someone@elsewhere.example", "other@elsewhere.example"], KeepCopy: true);
        var added = Done(await _under.Editor.AddAccount(
            new NewAccount
            {
                Address = "O'Brien+{x}|~@Example.Test",
                PasswordHash = "{CRYPT}$1$a$b",
                Name = "山田 太郎",
                QuotaBytes = 5L << 30,
                QuotaMessages = 1000,
                Services = Services.Imap | Services.Smtp,
                State = AccountState.NoInbound,
                MayChangePassword = false,
                Forward = forward,
                Namespace = NamespaceStyle.Courier,
                Language = "ja",
            },
            Operator,
            Cancellation));

        var found = await _under.Directory.FindAccount("o'brien+{x}|~@example.test", Cancellation);

        Assert.Equal(added with { Created = found!.Created }, found);
        Assert.Equal(added, await _under.Directory.GetAccount(added.Id, Cancellation) is { } again ? again with { Created = added.Created } : null);
    }

    [Fact]
    public async Task A_domain_comes_back_as_it_was_changed()
    {
        var domain = await _under.AddDomain("例え.test");
        var limits = new DomainLimits { Accounts = 5, QuotaBytes = 1L << 40, DefaultQuotaBytes = 1 << 20 };
        var change = new DomainChange
        {
            CatchAll = new CatchAll.ToAddress("*@other.example"),
            Limits = limits,
            DisabledServices = Services.Pop3,
            ReplaceHashes = true,
            SubAddressSeparator = "-+",
            IsActive = false,
            IsLive = false,
        };
        Done(await _under.Editor.ChangeDomain(domain.Id, change, Operator, Cancellation));
        Done(await _under.Editor.AddAliasDomain(domain.Id, "alias.test", Operator, Cancellation));

        var found = await _under.Directory.FindDomain("ALIAS.test", Cancellation);

        Assert.Equal(
            domain with
            {
                Name = "xn--r8jz45g.test",
                CatchAll = new CatchAll.ToAddress("*@other.example"),
                Limits = limits,
                DisabledServices = Services.Pop3,
                ReplaceHashes = true,
                SubAddressSeparator = "-+",
                IsActive = false,
                IsLive = false,
                AliasDomains = found!.AliasDomains,
            },
            found);
        Assert.Equal(["alias.test"], found.AliasDomains);
    }

    [Fact]
    public async Task Accounts_are_listed_by_address_over_many_pages()
    {
        await _under.AddDomain("example.test");
        await _under.AddDomain("other.example");
        await _under.AddAccount("b@other.example");
        var domain = (await _under.Directory.FindDomain("example.test", Cancellation))!;
        for (var i = 0; i < 501; i++)
        {
            await _under.AddAccount($"u{i:000}@example.test");
        }

        var listed = new List<string>();
        await foreach (var account in _under.Directory.Accounts(domain.Id, Cancellation))
        {
            listed.Add(account.Address);
        }

        Assert.Equal(Enumerable.Range(0, 501).Select(i => $"u{i:000}@example.test"), listed);
    }

    [Fact]
    public async Task Removing_a_domain_takes_everything_with_it()
    {
        var domain = await _under.AddDomain("example.test");
        var account = await _under.AddAccount("user@example.test");
        await _under.AddAlias("info@example.test", "user@example.test");
        Done(await _under.Editor.Grant(account.Id, domain.Id, Operator, Cancellation));

        Assert.Equal(DirectoryRefusalReason.DomainNotEmpty, Reason(await _under.Editor.RemoveDomain(domain.Id, false, Operator, Cancellation)));
        Assert.Equal([account.Id], Done(await _under.Editor.RemoveDomain(domain.Id, true, Operator, Cancellation)));

        Assert.IsType<AddressEntry.NotLocal>(await _under.Resolve("user@example.test"));
        await _under.AddDomain("example.test");
        Assert.IsType<AddressEntry.UnknownRecipient>(await _under.Resolve("info@example.test"));
        Assert.NotEqual(account.Id, (await _under.AddAccount("user@example.test")).Id);
    }

    [Fact]
    public async Task A_mailing_list_is_replaced_with_its_members()
    {
        var domain = await _under.AddDomain("example.test");
        var list = new MailingList
        {
            DomainId = domain.Id,
            Address = "List@Example.test",
            Owner = "owner@example.test",
            Options = """{"moderated":true}""",
            Texts = ImmutableDictionary<string, string>.Empty.Add("footer", "-- \nフッター"),
        };
        Done(await _under.Editor.SaveMailingList(list, [new ListMember(ListRole.Member, "a@b.example")], Operator, Cancellation));
        var saved = Done(await _under.Editor.SaveMailingList(
            list, [new ListMember(ListRole.Moderator, "m@b.example"), new ListMember(ListRole.Deny, "@spam.example")], Operator, Cancellation));

        var found = Assert.IsType<AddressEntry.ToMailingList>(await _under.Resolve("list@example.test")).List;

        Assert.Equal((saved.Id, list.Options, "-- \nフッター"), (found.Id, found.Options, found.Texts["footer"]));
        Assert.Equal(
            [new ListMember(ListRole.Moderator, "m@b.example"), new ListMember(ListRole.Deny, "@spam.example")],
            await _under.Directory.Read(reader => reader.ListMembers(saved.Id), Cancellation));
    }

    [Fact]
    public async Task An_autoresponder_of_an_account_does_not_hide_it()
    {
        var domain = await _under.AddDomain("example.test");
        var account = await _under.AddAccount("user@example.test");
        var reply = new Autoresponder { DomainId = domain.Id, Address = "user@example.test", Period = TimeSpan.FromSeconds(86400), MaxReplies = 3, Message = "x"u8.ToArray() };

        var saved = Done(await _under.Editor.SaveAutoresponder(reply, Operator, Cancellation));
        Done(await _under.Editor.SaveAutoresponder(reply with { Address = "robot@example.test" }, Operator, Cancellation));

        Assert.Equal(account.Id, saved.AccountId);
        Assert.IsType<AddressEntry.ToAccount>(await _under.Resolve("user@example.test"));
        Assert.IsType<AddressEntry.ToAutoresponder>(await _under.Resolve("robot@example.test"));
        var kept = await _under.Directory.Read(reader => reader.Autoresponders(domain.Id), Cancellation);
        Assert.Equal((TimeSpan.FromDays(1), 3, "x"), (kept[1].Period, kept[1].MaxReplies, System.Text.Encoding.UTF8.GetString(kept[1].Message.Span)));
    }

    [Fact]
    public async Task The_newest_sign_in_of_each_protocol_is_kept()
    {
        await _under.AddDomain("example.test");
        var account = await _under.AddAccount("user@example.test");
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        _under.Editor.RecordSignIn(account.Id, Services.Imap, IPAddress.Loopback, at);
        _under.Editor.RecordSignIn(account.Id, Services.Imap, IPAddress.IPv6Loopback, at.AddMinutes(1));
        _under.Editor.RecordSignIn(account.Id, Services.Pop3, IPAddress.Loopback, at);
        _under.Editor.RecordSignIn(new AccountId(999), Services.Pop3, IPAddress.Loopback, at);

        await _under.SignIns.Write(Cancellation);

        Assert.Equal(
            [new SignIn(account.Id, Services.Imap, IPAddress.IPv6Loopback, at.AddMinutes(1)), new SignIn(account.Id, Services.Pop3, IPAddress.Loopback, at)],
            await _under.Directory.Read(reader => reader.SignIns(account.Id), Cancellation));
    }

    [Fact]
    public async Task A_setting_survives_a_restart()
    {
        Done(await _under.Settings.Set("account.minPasswordLength", "12", Operator, Cancellation));

        await using var restarted = new TestDirectory((IDirectoryStorage)Reopen());

        Assert.Equal(12, restarted.Settings.Get(DirectorySettings.MinPasswordLength));
    }

    [Fact]
    public async Task An_audit_record_says_who_and_what_without_the_hash()
    {
        await _under.AddDomain("example.test");
        var account = await _under.AddAccount("user@example.test", hash: "{PLAIN}secret");
        var actor = new Actor(Actor.CommandLineKind, "root", IPAddress.Loopback);
        Done(await _under.Editor.ChangeAccount(account.Id, new AccountChange { Name = "New" }, actor, Cancellation));

        var record = (await _under.Directory.Read(reader => reader.AuditRecords("user@example.test", 10), Cancellation))[0];

        Assert.Equal((actor, "account.change"), (record.Actor, record.Action));
        Assert.Contains("\"name\":\"\"", record.Before, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"New\"", record.After, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", record.Before + record.After, StringComparison.Ordinal);
    }

    protected abstract object Reopen();
}
