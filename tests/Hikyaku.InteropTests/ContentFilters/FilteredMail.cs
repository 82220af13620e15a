namespace Hikyaku.InteropTests.ContentFilters;

/// <summary>Sends mail through a server with a content filter, and reads what came of it.</summary>
internal static class FilteredMail
{
    /// <summary>From a stranger to Bob; the dialogue as swaks shows it.</summary>
    public static async Task<(int ExitCode, string Output)> Receive(RealServer server, string subject, string body) => await Client.Run(
        "swaks", "", "--server", $"127.0.0.1:{server.Port("smtp")}", "--from", "stranger@other.example", "--to", RealServer.Bob, "--helo", "client.example",
        "--header", $"Subject: {subject}", "--body", body);

    /// <summary>From Alice, signed in, to Bob.</summary>
    public static async Task<(int ExitCode, string Output)> Submit(RealServer server, string subject, string body) => await Client.Run(
        "swaks", "", "--server", $"127.0.0.1:{server.Port("submission")}", "--tls", "--auth", "PLAIN", "--auth-user", RealServer.Alice, "--auth-password", RealServer.Password,
        "--from", RealServer.Alice, "--to", RealServer.Bob, "--header", $"Subject: {subject}", "--body", body);

    /// <summary>The newest message in a mailbox of Bob's with that subject; empty when there is none.</summary>
    public static Task<string> Find(RealServer server, string subject, string mailbox = "INBOX") => Client.Succeed("python3", $"""
        import imaplib, ssl, sys
        tls = ssl.create_default_context(cafile="{server.CertificateFile}")
        m = imaplib.IMAP4("localhost", {server.Port("imap")}); m.starttls(tls); m.login("{RealServer.Bob}", "{RealServer.Password}")
        m.select("{mailbox}"); ids = m.search(None, "SUBJECT", '"{subject}"')[1][0].split()
        sys.stdout.buffer.write(m.fetch(ids[-1], "(BODY.PEEK[])")[1][0][1].replace(b"\r\n", b"\n") if ids else b"")
        m.logout()
        """);
}
