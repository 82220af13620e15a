using System.Globalization;
using Hikyaku.Storage.Sqlite;

namespace Hikyaku.InteropTests;

/// <summary><c>hikyaku store …</c> on a damaged data folder, offline and beside the running server.</summary>
public sealed class StoreCommandTests
{
    private const string Made = "The database of alice@example.test was made anew from its files.";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_file_is_told_and_then_taken_off_the_list(bool isServed)
    {
        await using var server = await Filled("m1", "m2");
        File.Delete(MessageFile(server, 1));
        if (!isServed)
            await server.Stop();

        var (code, found) = await server.Try("store", "verify");
        var repair = await server.Command("", "store", "verify", RealServer.Alice, "--repair");
        var after = await server.Command("", "store", "verify", "--json");

        Assert.Equal(1, code);
        Assert.Contains(RealServer.Alice, found, StringComparison.Ordinal);
        Assert.Contains("1 repaired", repair, StringComparison.Ordinal);
        Assert.Contains("\"problems\": []", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rebuild_brings_back_what_the_database_had_lost_and_keeps_what_came_meanwhile(bool isServed)
    {
        await using var server = await Filled("m1", "m2");
        await server.Stop();
        Sql(server, "DELETE FROM messages; UPDATE mailboxes SET messages = 0, unseen = 0, bytes = 0 WHERE name = 'INBOX'");
        if (isServed)
        {
            await server.Start();
            await Mailbox.Submit(server, RealServer.Bob, "m3", RealServer.Alice);
            Assert.Single(await Mailbox.Await(server, RealServer.Alice, "m"));
        }

        Assert.Contains(Made, await server.Command("", "store", "rebuild", RealServer.Alice), StringComparison.Ordinal);

        if (!isServed)
            await server.Start();
        await Mailbox.Submit(server, RealServer.Bob, "last", RealServer.Alice);
        await Mailbox.Await(server, RealServer.Alice, "last");
        string[] expected = isServed ? ["m1", "m2", "m3"] : ["m1", "m2"];
        Assert.Equal(expected, (await Mailbox.Await(server, RealServer.Alice, "m")).Select(m => m.Subject));
        await server.Command("", "store", "verify");
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("overwritten")]
    public async Task A_lost_database_is_made_anew_at_the_start_and_told_by_verify(string how)
    {
        await using var server = await Filled("m1", "m2");
        await server.Stop();
        if (how == "missing")
            File.Delete(Database(server));
        else
            await File.WriteAllTextAsync(Database(server), "not a database", TestContext.Current.CancellationToken);

        await server.Start();

        Assert.Equal(["m1", "m2"], (await Mailbox.Await(server, RealServer.Alice, "m")).Select(m => m.Subject));
        Assert.Contains("DatabaseRebuilt", await server.Command("", "store", "verify", "--json"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_a_repair_had_set_aside_comes_back_with_a_rebuild()
    {
        await using var server = await Filled("m1", "m2");
        var file = MessageFile(server, 1);
        var aside = Path.Combine(Path.GetDirectoryName(Database(server))!, "orphans");
        Directory.CreateDirectory(aside);
        File.Move(file, Path.Combine(aside, Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))! + "-1"));

        await server.Command("", "store", "rebuild", RealServer.Alice);

        Assert.Equal(["m1", "m2"], (await Mailbox.Await(server, RealServer.Alice, "m")).Select(m => m.Subject));
        await server.Command("", "store", "verify");
    }

    [Fact]
    public async Task An_address_that_is_no_account_is_refused()
    {
        await using var server = await Filled();

        var (code, output) = await server.Try("store", "rebuild", "nobody@example.test");

        Assert.NotEqual(0, code);
        Assert.Contains("nobody@example.test", output, StringComparison.Ordinal);
    }

    private static async Task<RealServer> Filled(params string[] subjects)
    {
        var server = new RealServer();
        await server.InitializeAsync();
        foreach (var subject in subjects)
        {
            await Mailbox.Submit(server, RealServer.Bob, subject, RealServer.Alice);
            await Mailbox.Await(server, RealServer.Alice, subject);
        }

        return server;
    }

    private static string Database(RealServer server) => Path.Combine(server.Folder, "data", "accounts", "01", "1", "mail.db");

    private static string MessageFile(RealServer server, uint uid) => Directory
        .GetFiles(Path.Combine(Path.GetDirectoryName(Database(server))!, "messages"), uid.ToString(CultureInfo.InvariantCulture), SearchOption.AllDirectories)
        .Single();

    private static void Sql(RealServer server, string sql)
    {
        using var session = SqliteDatabase.OpenSession(Database(server), new SqliteOptions("mail", SqliteSynchronous.Normal));
        session.Run(sql);
    }
}
