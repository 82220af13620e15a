using System.Text;
using Hikyaku.Mail.Directory;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.TranscriptTests;

/// <summary>Sessions end when their account loses access.</summary>
public sealed class LostAccessTests
{
    private const string User = "alice@example.test";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_idle_imap_session_ends_at_once()
    {
        await using var server = await TestServer.Start(plaintextAuth: true);
        var account = await server.AddAccount(User, "secret-12");
        await using var client = await Open(server, ListenerProtocol.Imap);
        await Say(client, $"a LOGIN {User} secret-12", "a OK");
        await Say(client, "b SELECT INBOX", "b OK");
        await Say(client, "c IDLE", "+ ");

        await Change(server, account, new AccountChange { State = AccountState.Suspended });

        Assert.StartsWith("* BYE", await client.ReadLine(Cancellation), StringComparison.Ordinal);
        Assert.Null(await client.ReadLine(Cancellation));
    }

    [Fact]
    public async Task The_next_imap_command_of_a_removed_account_is_answered_with_bye()
    {
        await using var server = await TestServer.Start(plaintextAuth: true);
        var account = await server.AddAccount(User, "secret-12");
        await using var client = await Open(server, ListenerProtocol.Imap);
        await Say(client, $"a LOGIN {User} secret-12", "a OK");

        await server.Services.GetRequiredService<DirectoryEditor>().RemoveAccount(account.Id, Actor.System, Cancellation);

        await Say(client, "b NOOP", "* BYE");
        Assert.Null(await client.ReadLine(Cancellation));
    }

    [Fact]
    public async Task An_idle_pop3_session_ends_at_once()
    {
        await using var server = await TestServer.Start(plaintextAuth: true);
        var account = await server.AddAccount(User, "secret-12");
        await using var client = await Open(server, ListenerProtocol.Pop3);
        await Say(client, $"USER {User}", "+OK");
        await Say(client, "PASS secret-12", "+OK");

        await Change(server, account, new AccountChange { Name = "Alice" });
        await Say(client, "NOOP", "+OK");
        await Change(server, account, new AccountChange { State = AccountState.Suspended });

        Assert.StartsWith("-ERR", await client.ReadLine(Cancellation), StringComparison.Ordinal);
        Assert.Null(await client.ReadLine(Cancellation));
    }

    [Fact]
    public async Task An_idle_smtp_session_ends_at_once()
    {
        await using var server = await TestServer.Start(plaintextAuth: true);
        var account = await server.AddAccount(User, "secret-12");
        await using var client = await Open(server, ListenerProtocol.Submission);
        await Say(client, "EHLO client.test", "250 ");
        await Say(client, "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{User}\0secret-12")), "235");

        await Change(server, account, new AccountChange { Name = "Alice" });
        await Say(client, "NOOP", "250");
        await server.Services.GetRequiredService<DirectoryEditor>().RemoveAccount(account.Id, Actor.System, Cancellation);

        Assert.StartsWith("421 4.7.0", await client.ReadLine(Cancellation), StringComparison.Ordinal);
        Assert.Null(await client.ReadLine(Cancellation));
    }

    [Fact]
    public async Task The_next_pop3_command_is_refused()
    {
        await using var server = await TestServer.Start(plaintextAuth: true);
        var account = await server.AddAccount(User, "secret-12");
        await using var client = await Open(server, ListenerProtocol.Pop3);
        await Say(client, $"USER {User}", "+OK");
        await Say(client, "PASS secret-12", "+OK");

        await Change(server, account, new AccountChange { Services = Services.All & ~Services.Pop3 });

        await Say(client, "STAT", "-ERR");
        Assert.Null(await client.ReadLine(Cancellation));
    }

    [Fact]
    public async Task The_next_smtp_command_is_refused()
    {
        await using var server = await TestServer.Start(plaintextAuth: true);
        var account = await server.AddAccount(User, "secret-12");
        await using var client = await Open(server, ListenerProtocol.Submission);
        await Say(client, "EHLO client.test", "250 ");
        await Say(client, "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{User}\0secret-12")), "235");

        await server.Services.GetRequiredService<DirectoryEditor>().SetPasswordHash(account.Id, "{PLAIN}other", Actor.System, Cancellation);

        await Say(client, $"MAIL FROM:<{User}>", "421");
        Assert.Null(await client.ReadLine(Cancellation));
    }

    private static async Task<TranscriptClient> Open(TestServer server, ListenerProtocol protocol)
    {
        var client = await TranscriptClient.Connect(server.EndPoint(protocol), tls: false, Cancellation);
        await client.ReadLine(Cancellation);
        return client;
    }

    private static async Task Say(TranscriptClient client, string line, string expected)
    {
        await client.Send(line + "\r\n", Cancellation);
        string? answer;
        do
        {
            answer = await client.ReadLine(Cancellation);
            Assert.NotNull(answer);
        }
        while (!answer.StartsWith(expected, StringComparison.Ordinal));
    }

    private static async Task Change(TestServer server, Account account, AccountChange change) =>
        Assert.IsType<DirectoryChange<Account>.Done>(
            await server.Services.GetRequiredService<DirectoryEditor>().ChangeAccount(account.Id, change, Actor.System, Cancellation));
}
