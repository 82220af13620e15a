namespace Hikyaku.InteropTests.Peers;

/// <summary>chasquid: PIPELINING, SMTPUTF8 and STARTTLS, without DSN. It finds other hosts by the system's DNS alone, so that it only receives here.</summary>
internal sealed class ChasquidPeer : MailPeer
{
    /// <summary>Where it puts the mail of a user.</summary>
    public string MailOf(string user) => Path.Combine(Folder, "mail", user);

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
