namespace Hikyaku.InteropTests;

/// <summary>Mail goes in by one client and comes out by another, with TLS from the start and by STARTTLS.</summary>
public sealed class ClientTests(RealServer server) : IClassFixture<RealServer>
{
    private static string NewSubject => "interop " + Guid.NewGuid().ToString("N");

    [Theory]
    [InlineData("submission", "smtp", "imap")]
    [InlineData("submissions", "smtps", "imaps")]
    public async Task Curl_submits_and_reads_by_imap(string submission, string scheme, string imap)
    {
        server.Need(submission, imap);
        var subject = NewSubject;
        await Client.Succeed("curl", Message(subject), "-sS", "--ssl-reqd", "--cacert", server.CertificateFile, "-u", $"{RealServer.Alice}:{RealServer.Password}",
            $"{scheme}://localhost:{server.Port(submission)}/client.example.test", "--mail-from", RealServer.Alice, "--mail-rcpt", RealServer.Bob, "-T", "-");

        var found = await Client.Succeed("curl", "", "-sS", "--ssl-reqd", "--cacert", server.CertificateFile, "-u", $"{RealServer.Bob}:{RealServer.Password}",
            $"{imap}://localhost:{server.Port(imap)}/INBOX?SUBJECT%20%22{subject.Replace(" ", "%20", StringComparison.Ordinal)}%22");
        Assert.Matches(@"\* SEARCH \d+", found);
    }

    [Theory]
    [InlineData("pop3", "pop3")]
    [InlineData("pop3s", "pop3s")]
    public async Task Curl_lists_by_pop3(string listener, string scheme)
    {
        server.Need(listener, "smtp");
        await Swaks(NewSubject);
        var list = await Client.Succeed("curl", "", "-sS", "--ssl-reqd", "--cacert", server.CertificateFile, "-u", $"{RealServer.Bob}:{RealServer.Password}",
            $"{scheme}://localhost:{server.Port(listener)}/");

        Assert.Matches(@"(?m)^1 \d+", list);
    }

    [Fact]
    public async Task Swaks_delivers_with_starttls()
    {
        server.Need("smtp");

        Assert.Contains("250 2", await Swaks(NewSubject), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Imaplib_poplib_and_smtplib_see_the_same_message()
    {
        server.Need("submission", "imap", "pop3");
        var output = await Client.Succeed("python3", $"""
            import imaplib, poplib, smtplib, ssl
            tls = ssl.create_default_context(cafile="{server.CertificateFile}")
            s = smtplib.SMTP("localhost", {server.Port("submission")}); s.starttls(context=tls); s.login("{RealServer.Alice}", "{RealServer.Password}")
            s.sendmail("{RealServer.Alice}", ["{RealServer.Bob}"], "Subject: python\r\n\r\n.dot\r\n"); s.quit()
            m = imaplib.IMAP4("localhost", {server.Port("imap")}); m.starttls(tls); m.login("{RealServer.Bob}", "{RealServer.Password}")
            m.select(); ids = m.search(None, "SUBJECT", "python")[1][0].split(); imap = m.fetch(ids[-1], "(BODY.PEEK[])")[1][0][1]; m.logout()
            p = poplib.POP3("localhost", {server.Port("pop3")}); p.stls(tls); p.user("{RealServer.Bob}"); p.pass_("{RealServer.Password}")
            pop = b"\r\n".join(p.retr(int(ids[-1]))[1]) + b"\r\n"; p.quit()
            print("same" if imap == pop and imap.endswith(b"\r\n\r\n.dot\r\n") else repr((imap, pop)))
            """);

        Assert.Equal("same", output.Trim());
    }

    [Fact]
    public async Task Mbsync_copies_a_mailbox_and_finds_nothing_new_the_second_time()
    {
        server.Need("imaps", "smtp");
        await Swaks(NewSubject);
        var folder = Path.Combine(server.Folder, "mbsync");
        Directory.CreateDirectory(folder);
        var config = Path.Combine(folder, "mbsyncrc");
        await File.WriteAllTextAsync(config, $"""
            IMAPStore far
            Host localhost
            Port {server.Port("imaps")}
            User {RealServer.Bob}
            Pass "{RealServer.Password}"
            SSLType IMAPS
            CertificateFile {server.CertificateFile}

            MaildirStore near
            Path {folder}/
            Inbox {folder}/inbox

            Channel all
            Far :far:
            Near :near:
            Patterns INBOX
            Create Near
            SyncState *

            """, TestContext.Current.CancellationToken);
        await Client.Succeed("mbsync", "", "-c", config, "all");
        var first = Directory.GetFiles(Path.Combine(folder, "inbox"), "*localhost*", SearchOption.AllDirectories).Length
            + Directory.GetFiles(Path.Combine(folder, "inbox", "new")).Length;
        await Client.Succeed("mbsync", "", "-c", config, "all");

        Assert.True(first > 0);
    }

    [Fact]
    public async Task Mutt_opens_the_inbox()
    {
        server.Need("imaps", "smtp");
        await Swaks(NewSubject);
        var url = $"imaps://bob%40example.test@localhost:{server.Port("imaps")}/INBOX";
        var output = await Client.Run("mutt", "", "-n", "-F", "/dev/null", "-e", $"set imap_pass=\"{RealServer.Password}\" ssl_force_tls=yes certificate_file=\"{server.CertificateFile}\"",
            "-f", url, "-e", "exec exit", "-Z");

        Assert.DoesNotContain("failed", output.Output, StringComparison.OrdinalIgnoreCase);
    }

    private Task<string> Swaks(string subject) => Client.Succeed("swaks", "", "--server", "127.0.0.1", "--port", server.Port("smtp").ToString(System.Globalization.CultureInfo.InvariantCulture),
        "--tls", "--ehlo", "client.example.test", "--from", "sender@outside.example", "--to", RealServer.Bob, "--header", "Subject: " + subject, "--body", "hello");

    private static string Message(string subject) => $"From: {RealServer.Alice}\r\nTo: {RealServer.Bob}\r\nSubject: {subject}\r\n\r\nhello\r\n";
}
