using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.TranscriptTests.Delivery;

/// <summary>A message with a reason to hold it waits whole, and goes on whole when it is let go.</summary>
public sealed class HeldMessageTests
{
    [Fact]
    public async Task Nobody_gets_it_until_it_is_released()
    {
        await using var server = await TestServer.Start();
        await server.Set("queue.routes", "*=smtp://127.0.0.1:1");
        await server.AddAccount("alice@example.test", "secret");
        await server.AddAlias("all@example.test", "alice@example.test", "bob@other.example");

        await Accept(server, "looks odd", "all@example.test");

        var held = Assert.Single(await Held(server));
        Assert.Equal("looks odd", held.Message.Envelope.HoldReason);
        Assert.Equal("local:example.test", held.Recipients[0].Destination);
        Assert.Equal(0, await Count(server, "alice@example.test"));

        await server.Services.GetRequiredService<Queue>().Release(new QueueFilter(), default);

        await Eventually(async () => await Count(server, "alice@example.test") == 1);
        Assert.Empty(await Held(server));
    }

    private static async Task Accept(TestServer server, string reason, string to)
    {
        await using var writer = server.Services.GetRequiredService<Mailstore>().CreateMessage();
        writer.Write("Subject: held\r\n\r\ntext\r\n"u8);
        await using var content = await writer.Complete(0);
        Assert.True(Address.TryParse(to, out var address));
        var envelope = new Envelope { ReversePath = null, Arrived = TimeProvider.System.GetUtcNow(), HoldReason = reason };
        var status = await server.Services.GetRequiredService<Hikyaku.Mail.Delivery.Delivery>().Accept(envelope, [new Recipient(address)], content, default);
        Assert.True(status.IsSuccess);
    }

    private static ValueTask<IReadOnlyList<QueueEntry>> Held(TestServer server) =>
        server.Services.GetRequiredService<Queue>().List(new QueueFilter(IsHeld: true), default, 10, default);

    private static async Task<int> Count(TestServer server, string address)
    {
        var account = await server.Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount(address, default);
        return (await server.Services.GetRequiredService<Mailstore>().Open(account!.Id, default)).Find("INBOX")!.Exists;
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
            await Task.Delay(20, patience.Token);
    }
}
