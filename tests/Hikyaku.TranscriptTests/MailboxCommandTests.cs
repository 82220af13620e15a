using System.Globalization;
using System.Text.Json;
using Hikyaku.Commands;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Sharing;
using Hikyaku.Mail.Store;
using Hikyaku.Tests.Commands;
using Microsoft.Extensions.DependencyInjection;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.TranscriptTests;

/// <summary><c>hikyaku mailbox …</c></summary>
public sealed class MailboxCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "bob@example.test has the rights lrswi on Team of shared@example.test.")]
    [InlineData("ja", "shared@example.test の Team に対する bob@example.test の権限は lrswi です。")]
    public async Task A_mailbox_is_made_shared_and_taken_back_with_audit_records(string language, string said)
    {
        await using var server = await TestServer.Start();
        var shared = await server.AddAccount("shared@example.test", "secret");
        var bob = await server.AddAccount("bob@example.test", "secret");
        CultureInfo.CurrentUICulture = OperatorCulture.Named(language);

        Assert.Equal(0, (await Run(server, "mailbox add shared@example.test Team")).Code);
        var done = await Run(server, "mailbox share shared@example.test Team bob iswrl");
        Assert.Equal((0, said), (done.Code, done.Output.Trim()));
        var rights = JsonDocument.Parse((await Run(server, "mailbox rights shared@example.test Team --json")).Output).RootElement;
        Assert.Equal("bob@example.test lrswi", $"{rights[0].GetProperty("who")} {rights[0].GetProperty("rights")}");
        Assert.Contains("bob@example.test lrswi", (await Run(server, "mailbox list shared@example.test")).Output, StringComparison.Ordinal);
        var sharing = server.Services.GetRequiredService<Sharing>();
        Assert.Equal(shared.Id, Assert.Single(await sharing.Owners(bob, Cancellation)).Id);

        Assert.Equal(0, (await Run(server, "mailbox unshare shared@example.test Team bob@example.test")).Code);
        Assert.Empty(await sharing.Owners(bob, Cancellation));
        var audit = await server.Services.GetRequiredService<Directory>().Read(reader => reader.AuditRecords("shared@example.test", 10), Cancellation);
        Assert.Equal(2, audit.Count(record => record.Action == "mailbox.rights" && record.Actor.Kind == Actor.CommandLineKind));
    }

    [Theory]
    [InlineData("mailbox share shared@example.test INBOX bob@example.test xyz", 2)]
    [InlineData("mailbox share shared@example.test INBOX nobody@example.test lr", 1)]
    [InlineData("mailbox share shared@example.test INBOX shared@example.test lr", 1)]
    [InlineData("mailbox share shared@example.test INBOX dave@elsewhere.test lr", 1)]
    [InlineData("mailbox share shared@example.test Nowhere bob@example.test lr", 1)]
    [InlineData("mailbox share nobody@example.test INBOX bob@example.test lr", 1)]
    [InlineData("mailbox add shared@example.test INBOX", 1)]
    [InlineData("mailbox add shared@example.test /x", 1)]
    public async Task What_is_wrong_is_refused(string line, int code)
    {
        await using var server = await TestServer.Start();
        await server.AddAccount("shared@example.test", "secret");
        await server.AddAccount("bob@example.test", "secret");
        await server.AddAccount("dave@elsewhere.test", "secret");

        var refused = await Run(server, line);

        Assert.Equal(code, refused.Code);
        Assert.NotEmpty(refused.Error);
    }

    [Fact]
    public async Task Whoever_gets_an_address_later_has_none_of_its_rights()
    {
        await using var server = await TestServer.Start();
        var shared = await server.AddAccount("shared@example.test", "secret");
        var before = await server.AddAccount("bob@example.test", "secret");
        Assert.Equal(0, (await Run(server, "mailbox share shared@example.test INBOX bob@example.test lr")).Code);
        await server.Services.GetRequiredService<DirectoryEditor>().RemoveAccount(before.Id, Actor.System, Cancellation);

        var after = await server.AddAccount("bob@example.test", "secret");

        var mail = await server.Services.GetRequiredService<Mailstore>().Open(shared.Id, Cancellation);
        Assert.Equal(
            Formats.ImapSyntax.MailboxRights.None, server.Services.GetRequiredService<Sharing>().RightsOf(after, shared, mail, mail.Find("INBOX")!.Id));
        Assert.Equal("[]", (await Run(server, "mailbox rights shared@example.test INBOX --json")).Output.Trim());
    }

    private static async Task<(int Code, string Output, string Error)> Run(TestServer server, string line)
    {
        var terminal = new TestTerminal();
        var code = await CommandLine.Run(line.Split(' '), new ServerRunner(server.Services, terminal), terminal, isRemote: false, Cancellation);
        return (code, terminal.Output.ToString(), terminal.Errors.ToString());
    }
}
