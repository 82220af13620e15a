namespace Hikyaku.InteropTests.Peers;

/// <summary>chasquid: PIPELINING, SMTPUTF8 and STARTTLS, without DSN. It finds other hosts by the system's DNS alone, so that it only receives here.</summary>
internal sealed class ChasquidPeer : MailPeer
{
    /// <summary>The mail of a user, once a text stands in it: it is delivered behind the reply.</summary>
    public async Task<string> MailWith(string text, string user)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var file = Path.Combine(Folder, "mail", user);
        while (true)
        {
            if (File.Exists(file) && await File.ReadAllTextAsync(file, limit.Token) is var mail && mail.Contains(text, StringComparison.Ordinal))
                return mail;
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    protected override IEnumerable<string> LogFiles() => [];

    protected override async Task Launch(int server, int sink)
    {
        foreach (var folder in (string[])["domains/far.example", $"certs/{HostName}", "data", "mail"])
            Directory.CreateDirectory(Path.Combine(Folder, folder));
        File.Copy(Certificate, Path.Combine(Folder, "certs", HostName, "fullchain.pem"));
        File.Copy(Key, Path.Combine(Folder, "certs", HostName, "privkey.pem"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "chasquid.conf"), $$"""
            hostname: "{{HostName}}"
            smtp_address: "127.0.0.1:{{Port}}"
            submission_address: "127.0.0.1:0"
            data_dir: "{{Folder}}/data"
            mail_delivery_agent_bin: "/usr/bin/tee"
            mail_delivery_agent_args: "{{Folder}}/mail/%to_user%"
            mail_log_path: "{{Folder}}/mail.log"

            """);
        foreach (var user in (string[])["bob", "花子"])
            await Client.Succeed("chasquid-util", "", $"--configdir={Folder}", "user-add", $"{user}@far.example", "--password=secret");
        Run("chasquid", $"--config_dir={Folder}");
    }
}
