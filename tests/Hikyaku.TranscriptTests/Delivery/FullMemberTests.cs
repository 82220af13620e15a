using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.TranscriptTests.Delivery;

/// <summary>A message for several people reaches those who can take it, and waits for the others: none of them is forgotten.</summary>
public sealed class FullMemberTests
{
    [Fact]
    public async Task A_full_member_of_an_alias_gets_the_message_later()
    {
        await using var server = await TestServer.Start();
        await server.AddAccount("full@example.test", "secret", quotaBytes: 10);
        await server.AddAccount("roomy@example.test", "secret");
        await server.AddAlias("both@example.test", "full@example.test", "roomy@example.test");

        var status = await Accept(server, "both@example.test");

        Assert.True(status.IsSuccess);
        Assert.Equal(1, await Count(server, "roomy@example.test"));
        Assert.Equal(["full@example.test"], await Waiting(server));
    }

    [Fact]
    public async Task A_full_account_that_keeps_a_copy_defers_as_a_whole()
    {
        await using var server = await TestServer.Start();
        var full = await server.AddAccount("full@example.test", "secret", quotaBytes: 10);
        await server.AddAccount("roomy@example.test", "secret");
        await server.Services.GetRequiredService<DirectoryEditor>().ChangeAccount(
            full.Id, new AccountChange { Forward = new Forward(["roomy@example.test"], KeepCopy: true) }, Actor.System, default);

        var status = await Accept(server, "full@example.test");

        Assert.Equal(SmtpStatus.MailboxFull, status);
        Assert.Equal(0, await Count(server, "roomy@example.test"));
    }

    private static async Task<SmtpStatus> Accept(TestServer server, string to)
    {
        var store = server.Services.GetRequiredService<Mailstore>();
        await using var writer = store.CreateMessage();
        writer.Write("Subject: to both\r\n\r\ntext\r\n"u8);
        await using var content = await writer.Complete(0);
        Assert.True(Address.TryParse(to, out var address));
        var envelope = new Envelope { ReversePath = null, Arrived = TimeProvider.System.GetUtcNow() };
        return await server.Services.GetRequiredService<Hikyaku.Mail.Delivery.Delivery>()
            .Accept(envelope, [new Recipient(address, default, null)], content, default);
    }

    private static async Task<int> Count(TestServer server, string address)
    {
        var account = await server.Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount(address, default);
        return (await server.Services.GetRequiredService<Mailstore>().Open(account!.Id, default)).Find("INBOX")!.Exists;
    }

    private static async Task<IEnumerable<string>> Waiting(TestServer server) =>
        (await server.Services.GetRequiredService<Queue>().List(new QueueFilter(), default, 10, default))
            .SelectMany(entry => entry.Recipients).Select(recipient => recipient.Target.Canonical);
}
