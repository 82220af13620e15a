using System.Globalization;

namespace Hikyaku.InteropTests.Migration;

/// <summary>Users of the old host go on with the programs they have: the old password signs in, the mail is there, and nothing is fetched twice.</summary>
public sealed class ImportedProgramTests(ImportedServer imported) : IClassFixture<ImportedServer>
{
    private const string First = "Subject: one\r\n\r\nfirst\r\n";

    [Fact]
    public async Task Mbsync_copies_every_folder_and_then_nothing()
    {
        var (folder, config) = await imported.Configure("mbsync", $"""
            IMAPStore far
            Host localhost
            Port {Port("imaps")}
            User {ImportedServer.User}
            Pass "{OldHost.Password}"
            SSLType IMAPS
            CertificateFile CERTIFICATE

            MaildirStore near
            Path FOLDER/
            Inbox FOLDER/inbox
            SubFolders Verbatim

            Channel all
            Far :far:
            Near :near:
            Patterns *
            Create Near
            SyncState *

            """);
        await Client.Succeed("mbsync", "", "-c", config, "all");
        var first = ImportedServer.Maildirs(folder);

        await Client.Succeed("mbsync", "", "-c", config, "all");

        Assert.Equal(5, first.Count);
        Assert.Equal(first, ImportedServer.Maildirs(folder));
    }

    [Fact]
    public async Task Offlineimap_copies_every_folder_and_then_nothing()
    {
        var (folder, config) = await imported.Configure("offlineimap", $"""
            [general]
            accounts = one
            metadata = FOLDER/meta
            ui = basic
            [Account one]
            localrepository = near
            remoterepository = far
            [Repository near]
            type = Maildir
            localfolders = FOLDER/mail
            [Repository far]
            type = IMAP
            remotehost = localhost
            remoteport = {Port("imaps")}
            remoteuser = {ImportedServer.User}
            remotepass = {OldHost.Password}
            ssl = yes
            sslcacertfile = CERTIFICATE

            """);
        await Client.Succeed("offlineimap", "", "-c", config, "-o");
        var first = ImportedServer.Maildirs(folder);

        await Client.Succeed("offlineimap", "", "-c", config, "-o");

        Assert.Equal(5, first.Count);
        Assert.Equal(first, ImportedServer.Maildirs(folder));
    }

    [Fact]
    public async Task Getmail_fetches_every_message_once()
    {
        var (folder, config) = await imported.Configure("getmail", $"""
            [retriever]
            type = SimplePOP3SSLRetriever
            server = localhost
            port = {Port("pop3s")}
            username = {ImportedServer.User}
            password = {OldHost.Password}
            [destination]
            type = MDA_external
            path = /bin/sh
            arguments = ("-c", "cat >> FOLDER/mail")
            allow_root_commands = true
            [options]
            read_all = false
            delete = false
            message_log_verbose = true

            """);
        await Client.Succeed("getmail", "", "--getmaildir", folder, "--rcfile", config);
        await Client.Succeed("getmail", "", "--getmaildir", folder, "--rcfile", config);

        var subjects = (await File.ReadAllLinesAsync(Path.Combine(folder, "mail"), TestContext.Current.CancellationToken)).Where(line => line.StartsWith("Subject: ", StringComparison.Ordinal));
        Assert.Equal(["Subject: one", "Subject: two", "Subject: three"], subjects);
    }

    [Fact]
    public async Task Fetchmail_knows_the_old_identifiers_again()
    {
        // What it fetched from the old server is in its list: only the third message is new.
        var (folder, config) = await imported.Configure("fetchmail", $"""
            set idfile "FOLDER/ids"
            poll localhost protocol pop3 port {Port("pop3s")} uidl user "{ImportedServer.User}" password "{OldHost.Password}" keep ssl sslcertfile "CERTIFICATE"

            """);
        var seen = $"{ImportedServer.User}@localhost ";
        var ids = Path.Combine(folder, "ids");
        File.Copy(config, ids);
        await File.WriteAllTextAsync(ids, $"{seen}UID3-777\n{seen}1000000002.M2P2V1I2.old,S=30\n", TestContext.Current.CancellationToken);

        await Client.Succeed("fetchmail", "", "-f", config, "--pidfile", Path.Combine(folder, "pid"), "--bsmtp", Path.Combine(folder, "mail"));

        var mail = await File.ReadAllTextAsync(Path.Combine(folder, "mail"), TestContext.Current.CancellationToken);
        Assert.Contains("Subject: three", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Subject: one", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Subject: two", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_reads_a_message_by_its_old_uid_and_by_its_old_place()
    {
        string[] who = ["-sS", "--cacert", imported.Server.CertificateFile, "-u", $"{ImportedServer.User}:{OldHost.Password}"];

        var byImap = await Client.Succeed("curl", "", [.. who, $"imaps://localhost:{Port("imaps")}/INBOX;UID=7"]);
        var byPop3 = await Client.Succeed("curl", "", [.. who, $"pop3s://localhost:{Port("pop3s")}/1"]);
        var list = await Client.Succeed("curl", "", [.. who, "-X", "UIDL", $"pop3s://localhost:{Port("pop3s")}/"]);

        Assert.Equal(First, byImap);
        Assert.Equal(First, byPop3);
        Assert.Contains("1 UID3-777\r\n2 1000000002.M2P2V1I2.old,S=30\r\n", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LOGIN")]
    [InlineData("PLAIN")]
    public async Task Swaks_submits_with_the_old_password(string mechanism)
    {
        var output = await Client.Succeed(
            "swaks", "", "--server", "localhost", "--port", Port("submission"), "--tls", "--auth", mechanism, "--auth-user", "suzuki@sakura.example", "--auth-password", OldHost.Password,
            "--from", "suzuki@sakura.example", "--to", "postmaster@sakura.example", "--header", "Subject: submitted");

        Assert.Matches(@"<~\s+235 ", output);
        Assert.Matches(@"<~\s+250 2", output);
        var found = await Client.Succeed(
            "curl", "", "-sS", "--cacert", imported.Server.CertificateFile, "-u", $"postmaster@sakura.example:{OldHost.Password}", $"imaps://localhost:{Port("imaps")}/INBOX?SUBJECT%20submitted");
        Assert.Matches(@"\* SEARCH \d+", found);
    }

    [Fact]
    public async Task Curl_submits_with_the_old_password()
    {
        await Client.Succeed(
            "curl", "From: suzuki@sakura.example\r\nSubject: by curl\r\n\r\nhello\r\n", "-sS", "--cacert", imported.Server.CertificateFile, "-u", $"suzuki@sakura.example:{OldHost.Password}",
            $"smtps://localhost:{Port("submissions")}/client.example.test", "--mail-from", "suzuki@sakura.example", "--mail-rcpt", "away@sakura.example", "-T", "-");

        var found = await Client.Succeed(
            "curl", "", "-sS", "--cacert", imported.Server.CertificateFile, "-u", $"away@sakura.example:{OldHost.Password}", $"imaps://localhost:{Port("imaps")}/INBOX?SUBJECT%20curl");
        Assert.Matches(@"\* SEARCH \d+", found);
    }

    private string Port(string protocol) => imported.Server.Port(protocol).ToString(CultureInfo.InvariantCulture);
}
