using System.Text.Json;

namespace Hikyaku.InteropTests;

/// <summary>Mail of users that leaves the server, with the real program and a peer that refuses as told.</summary>
public sealed class OutboundTests(RealServer server) : IClassFixture<RealServer>
{
    private static string NewSubject => "outbound " + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_message_goes_out_once()
    {
        await using var sink = new MailSink();
        await Route(sink);
        var subject = NewSubject;
        await Mailbox.Submit(server, RealServer.Alice, subject, "a@far.example", "b@other.example");

        var mail = await sink.Next();
        Assert.Equal((RealServer.Alice, subject, false), (mail.From, mail.Subject, mail.IsTls));
        Assert.Equal(["a@far.example", "b@other.example"], mail.To.Order());
        Assert.Contains("\r\nhello\r\n.dot\r\n", mail.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("Return-Path:", mail.Data, StringComparison.Ordinal);
        await AwaitQueue(entries => entries.Count == 0);
        Assert.Single(sink.Taken);
    }

    [Fact]
    public async Task Swaks_submits_and_STARTTLS_protects_what_goes_out()
    {
        using var certificate = SinkCertificate.Create();
        await using var sink = new MailSink(certificate);
        await Route(sink);
        await Client.Succeed("swaks", "", "--server", "127.0.0.1", "--port", server.Port("submission").ToString(System.Globalization.CultureInfo.InvariantCulture), "--tls",
            "--ehlo", "client.example.test", "--auth-user", RealServer.Alice, "--auth-password", RealServer.Password, "--from", RealServer.Alice, "--to", "a@far.example");

        Assert.True((await sink.Next()).IsTls);
    }

    [Fact]
    public async Task A_refused_recipient_comes_back_in_one_report_in_both_languages()
    {
        await using var sink = new MailSink { Script = line => line.StartsWith("RCPT TO:<gone@", StringComparison.Ordinal) ? "550 5.1.1 no such user here" : null };
        await Route(sink);
        await Mailbox.Submit(server, RealServer.Alice, NewSubject, "gone@far.example", "there@far.example");

        Assert.Equal(["there@far.example"], (await sink.Next()).To);
        var report = Assert.Single(await Mailbox.Await(server, RealServer.Alice, "Undelivered mail"));
        Assert.Contains("配信できませんでした", report.Subject, StringComparison.Ordinal);
        Assert.Equal("<>", report.Headers["Return-Path"]);
        Assert.Contains("<gone@far.example>", report.TextBody, StringComparison.Ordinal);
        Assert.Contains("could not be delivered", report.TextBody, StringComparison.Ordinal);
        Assert.Contains("配信できませんでした", report.TextBody, StringComparison.Ordinal);
        Assert.Contains("550 5.1.1 no such user here", report.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("there@far.example", report.TextBody, StringComparison.Ordinal);
        await AwaitQueue(entries => entries.Count == 0);
    }

    [Fact]
    public async Task A_deferred_message_is_steered_by_command_with_and_without_the_server()
    {
        await using var sink = new MailSink { Script = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "450 4.2.1 come back later" : null };
        await Route(sink);
        await Mailbox.Submit(server, RealServer.Alice, NewSubject, "a@far.example");
        var entry = Assert.Single(await AwaitQueue(entries => entries is [var one] && Recipient(one).GetProperty("attempts").GetInt32() == 1));
        var id = entry.GetProperty("id").GetString()!;
        Assert.Contains("450 4.2.1 come back later", Recipient(entry).GetProperty("status").GetString(), StringComparison.Ordinal);
        Assert.Contains(id, await server.Command("", "queue", "show", id), StringComparison.Ordinal);

        await server.Command("", "queue", "hold", id);
        sink.Script = _ => null;
        await server.Command("", "queue", "retry", id);
        Assert.True(Recipient(Assert.Single(await Entries())).GetProperty("isHeld").GetBoolean());

        await server.Stop();
        Assert.Contains(id, await server.Command("", "queue", "list", "--held"), StringComparison.Ordinal);
        await server.Command("", "queue", "release", id);
        Assert.False(Recipient(Assert.Single(await Entries())).GetProperty("isHeld").GetBoolean());
        Assert.Empty(sink.Taken);
        await server.Start();

        Assert.Equal(["a@far.example"], (await sink.Next()).To);
        await AwaitQueue(entries => entries.Count == 0);
        Assert.Single(sink.Taken);
    }

    [Fact]
    public async Task A_deleted_message_is_gone_without_a_report()
    {
        await using var sink = new MailSink { Script = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "450 4.2.1 come back later" : null };
        await Route(sink);
        await Mailbox.Submit(server, RealServer.Bob, NewSubject, "a@far.example");
        var entry = Assert.Single(await AwaitQueue(entries => entries is [var one] && Recipient(one).GetProperty("attempts").GetInt32() == 1));
        var id = entry.GetProperty("id").GetString()!;

        Assert.NotEqual(0, (await server.Try("queue", "delete")).ExitCode);
        Assert.Equal("""{"recipients":1}""", string.Concat((await server.Command("", "queue", "delete", id, "--json")).Where(c => !char.IsWhiteSpace(c))));
        Assert.NotEqual(0, (await server.Try("queue", "show", id)).ExitCode);
        Assert.NotEqual(0, (await server.Try("queue", "delete", id)).ExitCode);
        Assert.Empty(await Entries());
    }

    [Fact]
    public async Task A_forward_goes_out_and_keeps_its_sender()
    {
        await using var sink = new MailSink();
        await Route(sink);
        await server.Command("", "account", "add", "carol@example.test", "--forward", "carol@far.example");
        var subject = NewSubject;
        await Mailbox.Submit(server, RealServer.Alice, subject, "carol@example.test");

        var mail = await sink.Next();
        Assert.Equal((RealServer.Alice, subject), (mail.From, mail.Subject));
        Assert.Equal(["carol@far.example"], mail.To);
    }

    [Fact]
    public async Task A_strangers_mail_is_forwarded_with_a_sender_that_leads_back()
    {
        await using var sink = new MailSink();
        await Route(sink);
        await server.Command("", "account", "add", "dan@example.test", "--forward", "dan@far.example");
        Assert.Contains("dan@far.example", await server.Command("", "route", "find", "dan@example.test", "--from", "Stranger@sender.example"), StringComparison.Ordinal);

        await FromOutside("Stranger@sender.example", "dan@example.test");
        var mail = await sink.Next();
        Assert.Equal(["dan@far.example"], mail.To);
        Assert.Matches("^SRS0=[A-Z2-7]{8}=[A-Z2-7]{2}=sender.example=Stranger@example.test$", mail.From);
        Assert.Equal("Stranger@sender.example", (await server.Command("", "srs", "decode", mail.From)).Trim());

        await server.Command("", "srs", "rotate");
        await FromOutside("<>", mail.From);
        var report = await sink.Next();
        Assert.Equal(("", "Stranger@sender.example"), (report.From, Assert.Single(report.To)));
    }

    private Task FromOutside(string from, string to) => Client.Succeed(
        "swaks", "", "--server", "127.0.0.1", "--port", server.Port("smtp").ToString(System.Globalization.CultureInfo.InvariantCulture), "--helo", "mx.sender.example", "--from", from, "--to", to);

    private static JsonElement Recipient(JsonElement entry) => Assert.Single(entry.GetProperty("recipients").EnumerateArray());

    private Task<string> Route(MailSink sink) => server.Command("", "route", "set", "*", sink.Url);

    private async Task<IReadOnlyList<JsonElement>> Entries() => [.. JsonDocument.Parse(await server.Command("", "queue", "list", "--json")).RootElement.EnumerateArray()];

    private async Task<IReadOnlyList<JsonElement>> AwaitQueue(Func<IReadOnlyList<JsonElement>, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var entries = await Entries();
            if (wanted(entries))
                return entries;
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
