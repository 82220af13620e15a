namespace Hikyaku.InteropTests.Peers;

/// <summary>Exim, unpacked beside Postfix: PIPELINING, DSN, SMTPUTF8, CHUNKING, STARTTLS.</summary>
internal sealed class EximPeer : MailPeer
{
    protected override IEnumerable<string> LogFiles() => Directory.Exists(Path.Combine(Folder, "log")) ? Directory.EnumerateFiles(Path.Combine(Folder, "log")) : [];

    protected override async Task Launch(int server, int sink)
    {
        var program = Unpacked("exim4-daemon-light", "usr/sbin/exim4");
        await NeedUser("Debian-exim");
        Directory.CreateDirectory(Path.Combine(Folder, "spool"));
        Directory.CreateDirectory(Path.Combine(Folder, "log"));
        var config = Path.Combine(Folder, "exim.conf");
        await File.WriteAllTextAsync(config, $$"""
            exim_path = {{program}}
            primary_hostname = {{HostName}}
            spool_directory = {{Folder}}/spool
            log_file_path = {{Folder}}/log/%slog
            pid_file_path = {{Folder}}/spool/pid
            daemon_smtp_ports = {{Port}}
            local_interfaces = 127.0.0.1
            keep_environment =
            acl_smtp_rcpt = accept
            acl_smtp_data = accept
            tls_advertise_hosts = *
            tls_certificate = {{Certificate}}
            tls_privatekey = {{Key}}
            chunking_advertise_hosts = *
            dsn_advertise_hosts = *
            smtputf8_advertise_hosts = *
            begin routers
            server:
              driver = manualroute
              domains = example.test
              transport = server
              route_list = * 127.0.0.1
              self = send
            sink:
              driver = manualroute
              domains = far.example
              transport = sink
              route_list = * 127.0.0.1
              self = send
            begin transports
            server:
              driver = smtp
              port = {{server}}
              hosts_try_dane =
            sink:
              driver = smtp
              port = {{sink}}
              hosts_try_dane =
            begin retry
            * * F,1h,1s

            """);
        await Client.Succeed("chown", "", "-R", "Debian-exim", Path.Combine(Folder, "spool"), Path.Combine(Folder, "log"), Key);
        Run(program, "-C", config, "-bdf", "-q2s");
    }
}
