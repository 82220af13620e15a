using Hikyaku.Mail.Directory;
using static Hikyaku.Tests.Directories.TestDirectory;

namespace Hikyaku.Tests.Directories;

public sealed class ResolveTests : IAsyncLifetime
{
    private readonly TestDirectory _under = new();
    private Domain _domain = null!;
    private Account _user = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _domain = await _under.AddDomain("example.test");
        _user = await _under.AddAccount("user@example.test");
        Done(await _under.Editor.AddAliasDomain(_domain.Id, "alias.test", Operator, Cancellation));
    }

    public ValueTask DisposeAsync() => _under.DisposeAsync();

    [Theory]
    [InlineData("user@example.test")]
    [InlineData("USER@Example.Test")]
    [InlineData("user@alias.test")]
    [InlineData("user+detail@alias.test")]
    public async Task An_account_is_found_in_any_spelling(string address) =>
        Assert.Equal(_user.Id, Assert.IsType<AddressEntry.ToAccount>(await _under.Resolve(address)).Account.Id);

    [Fact]
    public async Task A_sub_address_keeps_its_detail_as_written() =>
        Assert.Equal("Lists", Assert.IsType<AddressEntry.ToAccount>(await _under.Resolve("user+Lists@example.test")).Detail);

    [Theory]
    [InlineData("jean-paul@example.test", "jean-paul", null)]
    [InlineData("jean-paul-shop@example.test", "jean-paul", "shop")]
    [InlineData("jean-paul+shop-2@example.test", "jean-paul", "shop-2")]
    [InlineData("jean-other@example.test", "jean", "other")]
    [InlineData("jean-@example.test", "jean", "")]
    [InlineData("user+a+b@example.test", "user", "a+b")]
    public async Task The_longest_known_name_before_any_separator_wins(string address, string name, string? detail)
    {
        await _under.AddAccount("jean@example.test");
        await _under.AddAccount("jean-paul@example.test");
        Done(await _under.Editor.ChangeDomain(_domain.Id, new DomainChange { SubAddressSeparator = "-+" }, Operator, Cancellation));

        var found = Assert.IsType<AddressEntry.ToAccount>(await _under.Resolve(address));

        Assert.Equal(($"{name}@example.test", detail), (found.Account.Address, found.Detail));
    }

    [Fact]
    public async Task An_exact_name_and_a_prefix_for_all_come_before_a_detail()
    {
        Done(await _under.Editor.ChangeDomain(_domain.Id, new DomainChange { SubAddressSeparator = "-" }, Operator, Cancellation));
        await _under.AddAlias("user-exact@example.test", "x@far.example");
        await _under.AddAlias("user-default@example.test", "d@far.example");

        Assert.Equal(["x@far.example"], Assert.IsType<AddressEntry.ToAlias>(await _under.Resolve("user-exact@example.test")).Alias.Targets);
        Assert.Equal(["d@far.example"], Assert.IsType<AddressEntry.ToAlias>(await _under.Resolve("user-other@example.test")).Alias.Targets);
    }

    [Fact]
    public async Task Without_separators_the_extensions_of_qmail_still_work()
    {
        Done(await _under.Editor.ChangeDomain(_domain.Id, new DomainChange { SubAddressSeparator = "" }, Operator, Cancellation));
        await _under.AddAlias("user-default@example.test", "user@example.test");
        await _under.AddAlias("user-a-default@example.test", "a@far.example");

        Assert.Equal(["user@example.test"], Assert.IsType<AddressEntry.ToAlias>(await _under.Resolve("user-shop-2@example.test")).Alias.Targets);
        Assert.Equal(["a@far.example"], Assert.IsType<AddressEntry.ToAlias>(await _under.Resolve("user-a-b@example.test")).Alias.Targets);
        Assert.IsType<AddressEntry.UnknownRecipient>(await _under.Resolve("user+shop@example.test"));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("++")]
    [InlineData("+@")]
    public async Task What_cannot_separate_is_refused(string separators) => Assert.Equal(
        DirectoryRefusalReason.BadSeparator, Reason(await _under.Editor.ChangeDomain(_domain.Id, new DomainChange { SubAddressSeparator = separators }, Operator, Cancellation)));

    [Theory]
    [InlineData("postmaster")]
    [InlineData("ABUSE")]
    [InlineData("hostmaster")]
    [InlineData("abuse+report")]
    public async Task A_reserved_name_reaches_administrators_who_take_mail(string name)
    {
        var chief = await _under.AddAccount("chief@example.test");
        Done(await _under.Editor.Grant(chief.Id, null, Operator, Cancellation));
        Done(await _under.Editor.Grant(_user.Id, _domain.Id, Operator, Cancellation));
        Assert.Equal(["user@example.test"], Assert.IsType<AddressEntry.ToAlias>(await _under.Resolve($"{name}@alias.test")).Alias.Targets);

        Done(await _under.Editor.ChangeAccount(_user.Id, new AccountChange { State = AccountState.Suspended }, Operator, Cancellation));

        Assert.Equal(["chief@example.test"], Assert.IsType<AddressEntry.ToAlias>(await _under.Resolve($"{name}@alias.test")).Alias.Targets);
    }

    [Fact]
    public async Task An_imported_alias_wins_over_the_account_of_its_name()
    {
        Done(await _under.Editor.AddAlias("user@example.test", ["a@b.example"], new Actor(Actor.ImportKind, "vpopmail", null), Cancellation));

        Assert.IsType<AddressEntry.ToAlias>(await _under.Resolve("user@example.test"));
    }

    [Fact]
    public async Task An_unknown_address_is_known_once_it_is_added()
    {
        Assert.IsType<AddressEntry.UnknownRecipient>(await _under.Resolve("new@example.test"));

        await _under.AddAlias("new@example.test", "user@example.test");

        Assert.IsType<AddressEntry.ToAlias>(await _under.Resolve("new@example.test"));
    }

    [Fact]
    public async Task A_removed_account_is_unknown_at_once()
    {
        await _under.Resolve("user@example.test");

        Done(await _under.Editor.RemoveAccount(_user.Id, Operator, Cancellation));

        Assert.IsType<AddressEntry.UnknownRecipient>(await _under.Resolve("user@example.test"));
        Assert.Null(await _under.Directory.GetAccount(_user.Id, Cancellation));
    }

    [Fact]
    public async Task Postmaster_reaches_the_domains_administrators_else_the_servers()
    {
        Assert.IsType<AddressEntry.UnknownRecipient>(await _under.Resolve("postmaster@example.test"));
        var chief = await _under.AddAccount("chief@example.test");
        Done(await _under.Editor.Grant(chief.Id, null, Operator, Cancellation));
        Assert.Equal(["chief@example.test"], Assert.IsType<AddressEntry.ToAlias>(await _under.Resolve("Postmaster@example.test")).Alias.Targets);

        Done(await _under.Editor.Grant(_user.Id, _domain.Id, Operator, Cancellation));

        Assert.Equal(["user@example.test"], Assert.IsType<AddressEntry.ToAlias>(await _under.Resolve("abuse@example.test")).Alias.Targets);
        Assert.Equal(["chief@example.test"], (await _under.Directory.Postmaster(Cancellation)).Targets);
    }

    [Fact]
    public async Task A_catch_all_keeps_the_local_part_when_it_says_so()
    {
        Done(await _under.Editor.ChangeDomain(
            _domain.Id, new DomainChange { CatchAll = new CatchAll.ToAddress("*@Other.example") }, Operator, Cancellation));

        Assert.Equal("Any.One@other.example", Assert.IsType<AddressEntry.ToCatchAllAddress>(await _under.Resolve("Any.One@alias.test")).Target);
        Assert.IsType<AddressEntry.ToAccount>(await _under.Resolve("user@example.test"));
    }

    [Fact]
    public async Task A_catch_all_account_that_is_removed_catches_no_more()
    {
        Done(await _under.Editor.ChangeDomain(_domain.Id, new DomainChange { CatchAll = new CatchAll.ToAccount(_user.Id) }, Operator, Cancellation));
        Assert.IsType<AddressEntry.ToAccount>(await _under.Resolve("any@example.test"));

        Done(await _under.Editor.RemoveAccount(_user.Id, Operator, Cancellation));

        Assert.IsType<AddressEntry.UnknownRecipient>(await _under.Resolve("any@example.test"));
    }

    [Theory]
    [InlineData("user@example.test")]
    [InlineData(" User@EXAMPLE.test ")]
    [InlineData("user%example.test")]
    [InlineData("user/example.test")]
    [InlineData("user@alias.test")]
    [InlineData("user")]
    public async Task A_sign_in_name_is_understood_in_every_form(string name)
    {
        Done(await _under.Settings.Set("signIn.defaultDomain", "Example.test", Operator, Cancellation));

        Assert.Equal(_user.Id, (await _under.Directory.FindSignInName(name, Cancellation))?.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("user")]
    [InlineData("user@")]
    [InlineData("@example.test")]
    [InlineData("user@other.example")]
    [InlineData("us\0er@example.test")]
    public async Task Other_sign_in_names_are_nobodys(string name) => Assert.Null(await _under.Directory.FindSignInName(name, Cancellation));

    [Fact]
    public async Task A_second_look_up_reads_nothing_even_when_nothing_was_found()
    {
        await _under.Resolve("user@example.test");
        await _under.Directory.FindAccount("nobody@example.test", Cancellation);
        await _under.Directory.FindDomain("nowhere.example", Cancellation);
        var reads = ((MemoryDirectoryStorage)_under.Storage).Reads;

        await _under.Resolve("user@example.test");
        await _under.Directory.FindAccount("nobody@example.test", Cancellation);
        await _under.Directory.FindDomain("nowhere.example", Cancellation);

        Assert.Equal(reads, ((MemoryDirectoryStorage)_under.Storage).Reads);
    }
}
