using System.Text;
using Hikyaku.Commands;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Resolving;
using Hikyaku.Mail.Sending;
using Hikyaku.Mail.Store;
using Hikyaku.Protocols.Connections;
using Hikyaku.Tests.Resolving;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.TranscriptTests.Delivery;

/// <summary>What accounts may send, and what is held.</summary>
public sealed class SendingTests
{
    private const string User = "ann@example.test";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_that_suddenly_writes_to_many_is_held_and_its_administrators_hear_of_it()
    {
        await using var server = await Start(("sending.holdNewRecipients", "3"));
        await server.AddAccount("local@example.test", "secret");
        await Send(server, "a@far.example", "b@far.example");
        Assert.Empty(await server.Services.GetRequiredService<SendingWatch>().Held(Cancellation));
        await Send(server, "a@far.example", "local@example.test");
        Assert.Empty(await server.Services.GetRequiredService<SendingWatch>().Held(Cancellation));
        await Send(server, "c@far.example", "local@example.test");

        var held = Assert.Single(await server.Services.GetRequiredService<SendingWatch>().Held(Cancellation));
        Assert.Equal((SentKind.NewRecipients, 3), (held.Cause, held.Count));
        var queue = server.Services.GetRequiredService<Queue>();
        var waiting = await queue.List(new QueueFilter(IsHeld: true), default, 10, Cancellation);
        Assert.Contains(waiting, entry => entry.Message.Envelope.HoldReason == "the account is held: 3 new recipients within an hour" && entry.Recipients.Count == 2);
        Assert.Equal(1, await Count(server, "local@example.test"));
        foreach (var reader in (string[])["chief@example.test", "root@example.test"])
        {
            var text = await Newest(server, reader);
            Assert.Contains("Auto-Submitted: auto-generated", text, StringComparison.Ordinal);
            var body = Encoding.UTF8.GetString(Convert.FromBase64String(text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]));
            Assert.Contains("wrote to 3 addresses", body, StringComparison.Ordinal);
            Assert.Contains("3 件の初めての宛先", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_released_account_goes_on_and_is_not_held_for_the_same_again()
    {
        await using var server = await Start(("sending.holdNewRecipients", "2"));
        await Send(server, "a@far.example", "b@far.example");
        var account = await Account(server);
        var watch = server.Services.GetRequiredService<SendingWatch>();

        Assert.Equal(2, await watch.Release(account, Actor.System, Cancellation));
        Assert.Null(await watch.Release(account, Actor.System, Cancellation));
        Assert.Empty(await server.Services.GetRequiredService<Queue>().List(new QueueFilter(IsHeld: true), default, 10, Cancellation));
        await Send(server, "c@far.example");
        Assert.Empty(await watch.Held(Cancellation));
        await Send(server, "d@far.example", "e@far.example", "f@far.example", "g@far.example");
        Assert.Single(await watch.Held(Cancellation));
    }

    [Fact]
    public async Task What_a_content_filter_holds_stays_when_the_account_is_released()
    {
        await using var server = await Start(("sending.holdNewRecipients", "1"));
        await Send(server, "a@far.example");
        var account = await Account(server);
        await Quarantine(server, account, "b@far.example");

        Assert.Equal(1, await server.Services.GetRequiredService<SendingWatch>().Release(account, Actor.System, Cancellation));

        var left = Assert.Single(await server.Services.GetRequiredService<Queue>().List(new QueueFilter(IsHeld: true), default, 10, Cancellation));
        Assert.Equal("filter: looks odd", left.Message.Envelope.HoldReason);
    }

    [Fact]
    public async Task Refusals_hold_an_account_too()
    {
        await using var server = await Start(("sending.holdRefusals", "3"));
        await using (var client = await SignIn(server))
        {
            await Say(client, $"MAIL FROM:<{User}>", "250");
            for (var i = 0; i < 3; i++)
            {
                await Say(client, $"RCPT TO:<nobody{i}@example.test>", "550");
            }
        }

        await Send(server, "a@far.example");
        Assert.Equal(SentKind.Refusals, Assert.Single(await server.Services.GetRequiredService<SendingWatch>().Held(Cancellation)).Cause);
    }

    [Fact]
    public async Task An_account_that_is_not_watched_is_not_held()
    {
        await using var server = await Start(("sending.holdNewRecipients", "1"), ("sending.limits", "example.test|watch=0"));
        await Send(server, "a@far.example", "b@far.example");
        Assert.Empty(await server.Services.GetRequiredService<SendingWatch>().Held(Cancellation));
    }

    [Theory]
    [InlineData("en", "sending show ann@example.test", "messages-per-hour: 1 of 7")]
    [InlineData("en", "sending held", "ann@example.test is held since")]
    [InlineData("ja", "sending held", "から保留されています")]
    [InlineData("en", "sending release ann@example.test", "1 recipients go on")]
    public async Task The_commands_show_and_release(string language, string line, string expected)
    {
        await using var server = await Start(("sending.holdNewRecipients", "1"));
        await Run(server, "en", "sending set example.test --messages-per-hour 7");
        await Send(server, "a@far.example");
        Assert.Contains(expected, await Run(server, language, line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Senders_are_added_and_removed_by_command()
    {
        await using var server = await Start();
        await Run(server, "en", "sending from add example.test @other.example");
        await using (var client = await SignIn(server))
        {
            await Say(client, "MAIL FROM:<any@other.example>", "250");
        }

        await Run(server, "en", "sending from remove example.test @other.example");
        await using (var client = await SignIn(server))
        {
            await Say(client, "MAIL FROM:<any@other.example>", "553");
        }
    }

    private static async Task<TestServer> Start(params (string Key, string Value)[] settings)
    {
        var server = await TestServer.Start(plaintextAuth: true, configure: services => services.AddSingleton<IDnsResolver>(new FakeDns()));
        var editor = server.Services.GetRequiredService<DirectoryEditor>();
        await server.AddAccount(User, "secret");
        var chief = await server.AddAccount("chief@example.test", "secret");
        await editor.Grant(chief.Id, chief.DomainId, Actor.System, Cancellation);
        await server.AddAccount("root@example.test", "secret");
        await server.Promote("root@example.test");
        await server.Set("queue.routes", "*=smtp://127.0.0.1:1");
        foreach (var (key, value) in settings)
        {
            await server.Set(key, value);
        }

        return server;
    }

    private static async Task Quarantine(TestServer server, Account sender, string to)
    {
        await using var writer = server.Services.GetRequiredService<Mailstore>().CreateMessage();
        writer.Write("Subject: odd\r\n\r\n"u8);
        await using var content = await writer.Complete(0);
        Assert.True(Address.TryParse(to, out var recipient));
        Assert.True(Address.TryParse(sender.Address, out var reversePath));
        var envelope = new Envelope { ReversePath = reversePath, SubmittedBy = sender.Id, Arrived = TimeProvider.System.GetUtcNow(), HoldReason = "filter: looks odd" };
        Assert.True((await server.Services.GetRequiredService<Hikyaku.Mail.Delivery.Delivery>().Accept(envelope, [new Recipient(recipient)], content, Cancellation)).IsSuccess);
    }

    private static async Task<Account> Account(TestServer server, string address = User) =>
        (await server.Services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().FindAccount(address, Cancellation))!;

    private static async Task<TranscriptClient> SignIn(TestServer server)
    {
        var client = await TranscriptClient.Connect(server.EndPoint(ListenerProtocol.Submission), tls: false, Cancellation);
        await client.ReadLine(Cancellation);
        await Say(client, "HELO client", "250");
        await Say(client, "AUTH PLAIN " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"\0{User}\0secret")), "235");
        return client;
    }

    private static async Task Send(TestServer server, params string[] recipients)
    {
        await using var client = await SignIn(server);
        await Say(client, $"MAIL FROM:<{User}>", "250");
        foreach (var recipient in recipients)
        {
            await Say(client, $"RCPT TO:<{recipient}>", "250");
        }

        await Say(client, "DATA", "354");
        await Say(client, "Subject: x\r\n\r\ntext\r\n.", "250");
    }

    private static async Task Say(TranscriptClient client, string line, string start)
    {
        await client.Send(line + "\r\n", Cancellation);
        Assert.StartsWith(start, await client.ReadLine(Cancellation), StringComparison.Ordinal);
    }

    private static async Task<int> Count(TestServer server, string address)
    {
        var mail = await server.Services.GetRequiredService<Mailstore>().Open((await Account(server, address)).Id, Cancellation);
        return (await mail.Index(mail.Find("INBOX")!.Id, Cancellation))!.Uids().Length;
    }

    private static async Task<string> Newest(TestServer server, string address)
    {
        var mail = await server.Services.GetRequiredService<Mailstore>().Open((await Account(server, address)).Id, Cancellation);
        var inbox = mail.Find("INBOX")!.Id;
        using var reader = (await mail.OpenMessage(inbox, (await mail.Index(inbox, Cancellation))!.Uids()[^1], Cancellation))!;
        using var text = new StreamReader(reader.OpenStream());
        return await text.ReadToEndAsync(Cancellation);
    }

    private static async Task<string> Run(TestServer server, string language, string line)
    {
        System.Globalization.CultureInfo.CurrentUICulture = OperatorCulture.Named(language);
        var terminal = new Hikyaku.Tests.Commands.TestTerminal();
        var code = await CommandLine.Run(line.Split(' '), new ServerRunner(server.Services, terminal), terminal, isRemote: false, Cancellation);
        Assert.True(code == 0, terminal.Errors.ToString());
        return terminal.Output.ToString();
    }
}
