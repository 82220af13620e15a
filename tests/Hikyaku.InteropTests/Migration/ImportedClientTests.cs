namespace Hikyaku.InteropTests.Migration;

/// <summary>Users of the old host sign in with their old passwords, through the libraries that many programs use.</summary>
public sealed class ImportedClientTests(RealServer server) : IClassFixture<RealServer>
{
    private const string Script = """
        import imaplib, poplib, smtplib, ssl, sys
        imaps, pop3s, lmtp, password = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
        tls = ssl._create_unverified_context()
        def imap(user):
            client = imaplib.IMAP4_SSL('127.0.0.1', imaps, ssl_context=tls)
            client.login(user, password)
            return client
        for user in ['tanaka@sakura.example', 'suzuki@ume.example', 'postmaster@sakura.example', 'away%sakura.example', 'sato@kiku-old.example']:
            print('in', user, imap(user).select('INBOX')[1][0].decode())
        client = imap('tanaka@sakura.example')
        print(client.namespace()[1][0].decode())
        print(sorted(line.decode().split(' "." ')[1] for line in client.list()[1]))
        print(client.status('INBOX', '(UIDVALIDITY UIDNEXT MESSAGES)')[1][0].decode())
        client.select('INBOX')
        for line in client.uid('fetch', '1:*', '(FLAGS)')[1]: print(line.decode())
        client.select('INBOX.&kAFP4W4IMH8-')
        print(client.uid('fetch', '5', '(BODY[])')[1][0][1])
        post = poplib.POP3_SSL('127.0.0.1', pop3s, context=tls)
        post.user('tanaka@sakura.example'); post.pass_(password)
        print([line.decode() for line in post.uidl()[1]][:2])
        print(post.retr(1)[1])
        post.quit()
        post = poplib.POP3_SSL('127.0.0.1', pop3s, context=tls)
        post.user('sato@kiku-old.example'); post.pass_(password)
        print([line for line in post.uidl()[1] if b'odd' in line], post.uidl(2)[4:])
        post.quit()
        mail = smtplib.LMTP('127.0.0.1', lmtp)
        print(mail.sendmail('a@outside.example', ['sales.team@ume.example'], 'Subject: fresh\r\n\r\nhello\r\n'))
        client.select('INBOX')
        print(client.uid('search', 'SUBJECT', 'fresh')[1])
        """;

    [Fact]
    public async Task Users_sign_in_with_old_passwords_and_see_their_mail_as_it_was()
    {
        server.Need("imaps", "pop3s", "lmtp");
        using var host = new OldHost();
        string[] import = ["import", "vpopmail", "--sql", host.DumpFile, "--home", host.Home, "--qmail", Path.Combine(host.Folder, "qmail"), "--map", "/home/vpopmail=" + host.Home];
        await server.Command("", import);

        var seen = await Client.Succeed("python3", "", "-c", Script, Port("imaps"), Port("pop3s"), Port("lmtp"), OldHost.Password);
        var second = await server.Command("", import);

        string[] expected =
        [
            "in tanaka@sakura.example 3", "in suzuki@ume.example 2", "in postmaster@sakura.example 0", "in away%sakura.example 0", "in sato@kiku-old.example 5",
            "((\"INBOX.\" \".\")) ((\"Other Users/\" \"/\"))", "INBOX.Projects.2001", "MESSAGES 3", "UIDNEXT 13", "UIDVALIDITY 123456789",
            "UID 7 FLAGS", "UID 9 FLAGS", "UID 12 FLAGS", "b'Subject: sent\\r\\n\\r\\nout\\r\\n'",
            "['1 UID3-777', '2 1000000002.M2P2V1I2.old,S=30']", "[b'Subject: one', b'', b'first']", "{}", "[b'13']",
            "[b'2 odd\\xe9\\xffname'] b'2 odd\\xe9\\xffname'",
        ];
        Assert.All(expected, line => Assert.Contains(line, seen, StringComparison.Ordinal));
        Assert.Contains("0 new, 0 changed, 0 removed", second, StringComparison.Ordinal);
        Assert.Contains("0 taken, 0 changed", second, StringComparison.Ordinal);
    }

    private string Port(string protocol) => server.Port(protocol).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
