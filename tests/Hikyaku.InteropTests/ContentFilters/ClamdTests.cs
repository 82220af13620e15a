using System.Net;

namespace Hikyaku.InteropTests.ContentFilters;

/// <summary>ClamAV's daemon, with a signature of its own, refuses what holds it.</summary>
public sealed class ClamdTests(RealServer server) : IClassFixture<RealServer>
{
    [Fact]
    public async Task A_message_with_a_virus_is_refused_and_another_is_not()
    {
        server.Need("smtp", "imap");
        var port = FreePort.Take();
        var database = Directory.CreateDirectory(Path.Combine(server.Folder, "clam")).FullName;
        // Type 0, anywhere: the octets of "not-really-a-virus".
        await File.WriteAllTextAsync(Path.Combine(database, "own.ndb"), "Test.Signature:0:*:6e6f742d7265616c6c792d612d7669727573\n", TestContext.Current.CancellationToken);
        var config = Path.Combine(server.Folder, "clamd.conf");
        await File.WriteAllTextAsync(config, $"DatabaseDirectory {database}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground yes\nUser root\nOfficialDatabaseOnly no\n".Replace(
            "User root", $"User {Environment.UserName}", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await using var clamd = await FilterProgram.Start("clamd", new IPEndPoint(IPAddress.Loopback, port), "-c", config);
        await server.Command("", "content-filter", "add", "virus", "clamd", $"inet:127.0.0.1:{port}");

        var (_, bad) = await FilteredMail.Receive(server, "bad one", "this is not-really-a-virus");
        var (code, good) = await FilteredMail.Receive(server, "clean one", "this is fine");

        Assert.Contains("554 5.7.1 Refused: the message holds Test.Signature", bad, StringComparison.Ordinal);
        Assert.True(code == 0, good);
        Assert.Contains("this is fine", await FilteredMail.Find(server, "clean one"), StringComparison.Ordinal);
        Assert.Contains("virus", await server.Command("", "content-filter", "test", "virus"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_cannot_be_reached_mail_is_deferred()
    {
        server.Need("smtp");
        await server.Command("", "content-filter", "add", "virus", "clamd", "inet:127.0.0.1:1");

        var (_, output) = await FilteredMail.Receive(server, "later", "text");
        var (code, test) = await server.Try("content-filter", "test", "virus");

        Assert.Contains("451 4.7.1", output, StringComparison.Ordinal);
        Assert.Equal(1, code);
        Assert.Contains("nothing answers", test, StringComparison.Ordinal);
    }
}
