namespace Hikyaku.InteropTests.Peers;

/// <summary>Postfix: PIPELINING, DSN, SMTPUTF8, CHUNKING, STARTTLS.</summary>
internal sealed class PostfixPeer : MailPeer
{
    private string Etc => Path.Combine(Folder, "etc");

    public override async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Etc))
            await Client.Run("postfix", "", "-c", Etc, "stop");
        await base.DisposeAsync();
    }

    protected override IEnumerable<string> LogFiles() => [.. Directory.EnumerateFiles(Folder, "postfix.log")];

    protected override async Task Launch(int server, int sink)
    {
        Directory.CreateDirectory(Etc);
        Directory.CreateDirectory(Path.Combine(Folder, "queue"));
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        await Client.Succeed("chown", "", "postfix", Path.Combine(Folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(Etc, "main.cf"), $$"""
            compatibility_level = 3.6
            queue_directory = {{Folder}}/queue
            data_directory = {{Folder}}/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = {{HostName}}
            mydestination =
            mynetworks = 127.0.0.0/8
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            relay_domains = example.test, far.example
            transport_maps = inline:{ { example.test = smtp:[127.0.0.1]:{{server}} }, { far.example = smtp:[127.0.0.1]:{{sink}} } }
            smtp_tls_security_level = may
            smtpd_tls_security_level = may
            smtpd_tls_cert_file = {{Certificate}}
            smtpd_tls_key_file = {{Key}}
            smtputf8_enable = yes
            maillog_file = {{Folder}}/postfix.log
            maillog_file_prefixes = {{Folder}}
            alias_maps =
            alias_database =
            local_recipient_maps =

            """);
        string[] services =
        [
            $"127.0.0.1:{Port} inet n - n - - smtpd", "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 2 1 qmgr", "tlsmgr unix - - n 1000? 1 tlsmgr",
            "rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce", "trace unix - - n - 0 bounce",
            "proxymap unix - - n - - proxymap", "smtp unix - - n - - smtp", "relay unix - - n - - smtp", "error unix - - n - - error", "retry unix - - n - - error",
            "anvil unix - - n - 1 anvil", "scache unix - - n - 1 scache", "postlog unix-dgram n - n - 1 postlogd",
        ];
        await File.WriteAllTextAsync(Path.Combine(Etc, "master.cf"), string.Join('\n', services) + "\n");
        await Client.Succeed("postfix", "", "-c", Etc, "start");
    }
}
