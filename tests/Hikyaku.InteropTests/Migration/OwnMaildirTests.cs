using Hikyaku.Mail.Directory;

namespace Hikyaku.InteropTests.Migration;

/// <summary>A domain's file that has the name of an account, as hosts have them to forward with a copy.</summary>
public sealed class OwnMaildirTests : IDisposable
{
    private const string Tanaka = "tanaka@sakura.example";
    private const string OwnMaildir = "/home/vpopmail/domains/sakura.example/tanaka/Maildir/\n";
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-copy-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_with_the_own_Maildir_and_a_target_is_a_forward_with_a_copy()
    {
        File(".qmail-tanaka", OwnMaildir + "&friend@outside.test\n");

        await using var here = await Imported();

        var forward = (await Account(here)).Forward;
        Assert.Equal(["friend@outside.test"], forward!.Targets);
        Assert.True(forward.KeepCopy);
        Assert.False(await IsAlias(here, Tanaka));
    }

    [Fact]
    public async Task A_file_with_only_the_own_Maildir_ends_the_forward_of_the_account()
    {
        System.IO.File.WriteAllText(Path.Combine(_host.Home, "domains/sakura.example/tanaka/.qmail"), "&friend@outside.test\n");
        File(".qmail-tanaka", OwnMaildir);

        await using var here = await Imported();

        Assert.Null((await Account(here)).Forward);
        Assert.False(await IsAlias(here, Tanaka));
    }

    [Fact]
    public async Task An_account_whose_file_names_its_own_address_gets_its_mail()
    {
        File(".qmail-tanaka", "&tanaka@sakura.example\n&friend@outside.test\n");

        await using var here = await Imported();

        Assert.True((await Account(here)).Forward!.KeepCopy);
        Assert.False(await IsAlias(here, Tanaka));
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("loop", "&loop@sakura.example\n")]
    public async Task Mail_for_a_name_that_cannot_be_mapped_waits(string name, string lines)
    {
        File(".qmail-" + name, lines);

        await using var here = await Imported();

        var waiting = await here.Get<Hikyaku.Mail.Directory.Directory>().Read(
            reader => reader.Domains().SelectMany(domain => reader.Autoresponders(domain.Id)).Any(reply => reply.Address == name + "@sakura.example" && reply.Message.IsEmpty),
            Cancellation);
        Assert.True(waiting);
    }

    [Fact]
    public async Task Mail_for_a_name_whose_file_cannot_be_opened_waits()
    {
        System.IO.File.CreateSymbolicLink(Path.Combine(_host.Home, "domains/sakura.example/.qmail-gone"), "/home/vpopmail/domains/sakura.example/nolist/editor");

        await using var here = await Imported();

        var waiting = await here.Get<Hikyaku.Mail.Directory.Directory>().Read(
            reader => reader.Domains().SelectMany(domain => reader.Autoresponders(domain.Id)).Any(reply => reply.Address == "gone@sakura.example"), Cancellation);
        Assert.True(waiting);
    }

    public void Dispose()
    {
        _host.Dispose();
        System.IO.Directory.Delete(_data, recursive: true);
    }

    private void File(string name, string text) => _host.Write(Path.Combine(_host.Home, "domains/sakura.example", name), text);

    private async Task<OpenFolder> Imported()
    {
        var here = await OpenFolder.At(_data);
        await here.Import(_host.Source());
        return here;
    }

    private static async Task<Account> Account(OpenFolder here) => (await here.Get<Hikyaku.Mail.Directory.Directory>().FindAccount(Tanaka, Cancellation))!;

    private static async Task<bool> IsAlias(OpenFolder here, string address) => await here.Get<Hikyaku.Mail.Directory.Directory>().Read(
        reader => reader.FindEntry(address).Alias is not null, Cancellation);
}
