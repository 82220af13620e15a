namespace Hikyaku.InteropTests.Peers;

/// <summary>
/// OpenSMTPD, unpacked beside Postfix: DSN, without PIPELINING, SMTPUTF8 and CHUNKING. It sends under TLS; as a server its key process of version 6.8 does not
/// work with OpenSSL 3, so that here it offers none.
/// </summary>
internal sealed class OpenSmtpdPeer : MailPeer
{
    public override bool ServesTls => false;

    protected override IEnumerable<string> LogFiles() => [];

    protected override async Task Launch(int server, int sink)
    {
        var program = Unpacked("opensmtpd", "usr/sbin/smtpd");
        await NeedUser("opensmtpd");
        await NeedUser("opensmtpq");
        // The place is built in.
        Directory.CreateDirectory("/var/lib/opensmtpd/empty");
        var config = Path.Combine(Folder, "smtpd.conf");
        await File.WriteAllTextAsync(config, $$"""
            listen on 127.0.0.1 port {{Port}} hostname {{HostName}}
            action "server" relay host "smtp://127.0.0.1:{{server}}" helo {{HostName}}
            action "sink" relay host "smtp://127.0.0.1:{{sink}}" helo {{HostName}}
            match from any for domain "example.test" action "server"
            match from any for domain "far.example" action "sink"

            """);
        Run(program, "-d", "-f", config);
    }
}
