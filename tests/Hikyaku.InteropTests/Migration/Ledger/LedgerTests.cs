using Hikyaku.Hosting;
using MailKit.Net.Pop3;
using MailKit.Security;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>Every item of an imported host, as the running server shows it, against what the host's builder wrote down.</summary>
public sealed class LedgerTests
{
    public static TheoryData<string> Kinds => [.. HostKind.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_item_of_the_old_host_is_there_as_it_was(string kind)
    {
        using var host = new KnownHost(HostKind.All[kind]);
        await using var server = new RealServer();
        await server.InitializeAsync();
        await using (var database = host.Kind.IsSql ? await MariaDb.Start(host.Sql) : null)
        {
            await server.Command("", await Import(host, database, server.Folder));
        }

        var seen = new List<string>();
        foreach (var account in host.Accounts.Where(account => account.Folders.Count > 0))
        {
            var mail = new SeenMail(server, account);
            seen.AddRange(await mail.Imap());
            if (account.Uidls.Any())
            {
                seen.AddRange(await mail.Pop3());
            }
        }

        await server.Stop();
        await using (var folder = await OpenFolder.Of(Configuration.Default(server.Folder) with { DataFolder = Path.Combine(server.Folder, "data") }))
        {
            seen.AddRange(await SeenDirectory.Notes(folder.Get<Hikyaku.Mail.Directory.Directory>()));
        }

        var expected = host.Notes().ToList();
        var missing = expected.Except(seen, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(note => "- " + note);
        var invented = seen.Except(expected, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(note => "+ " + note);
        var differences = string.Join('\n', missing.Concat(invented));
        Assert.True(differences.Length == 0, differences);
        Assert.Equal(expected.Count, seen.Count);
    }

    [Fact]
    public async Task Everyone_signs_in_with_the_old_password_and_nobody_without_one()
    {
        using var host = new KnownHost(HostKind.All["vpasswd"]);
        await using var server = new RealServer();
        await server.InitializeAsync();
        await server.Command("", await Import(host, null, server.Folder));

        var seen = new List<string>();
        foreach (var account in host.Accounts.Where(account => !account.Off.Contains("Pop3")))
        {
            seen.Add(Note.SignIn(account.Address, await SignsIn(server, account) ? "in" : "refused"));
        }

        var expected = host.Accounts.Where(account => !account.Off.Contains("Pop3")).Select(account => Note.SignIn(account.Address, account.SignsIn ? "in" : "refused"));
        Assert.Equal(expected, seen);
    }

    private static async Task<string[]> Import(KnownHost host, MariaDb? database, string folder)
    {
        var dump = Path.Combine(folder, "dump.sql");
        if (host.Kind.IsDump)
        {
            await database!.Dump(dump);
        }

        string[] source = database is null ? ["--cdb"] : host.Kind.IsDump ? ["--sql", dump] : ["--mysql", database.Connection];
        return ["import", "vpopmail", .. source, "--home", host.Home, "--qmail", host.Qmail, "--map", $"{KnownHost.OldHome}={host.Home}"];
    }

    private static async Task<bool> SignsIn(RealServer server, KnownAccount account)
    {
        var stop = TestContext.Current.CancellationToken;
        using var client = new Pop3Client { ServerCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate) };
        await client.ConnectAsync("localhost", server.Port("pop3s"), SecureSocketOptions.SslOnConnect, stop);
        client.AuthenticationMechanisms.Clear();
        try
        {
            await client.AuthenticateAsync(account.Address, account.Password, stop);
            return true;
        }
        catch (AuthenticationException)
        {
            return false;
        }
    }
}
