using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reports;
using MimeKit;

namespace Hikyaku.Tests.Reports;

public sealed class DeliveryStatusNotificationTests
{
    private const string Original = "From: s@s.example\r\nSubject: hi\r\n\r\nsecret body\r\n";
    private static readonly DateTimeOffset Arrived = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly SmtpStatus Unknown = new(550, new(5, 1, 1), "no such user");

    [Fact]
    public void A_failure_is_told_in_both_languages()
    {
        var (_, message) = Compose(Report(ReportAction.Failed));

        var text = ((TextPart)((Multipart)message.Body!)[0]).Text.ReplaceLineEndings("\n");
        Assert.Equal(
            """
            This is the mail server mx.example.

            Your message could not be delivered to the following addresses. It will not be tried again.

            <u@a.example> (<v@b.example>)
                mx.b.example [192.0.2.1] said: 550 5.1.1 no such user

            Details for programs and the message or its header are attached.

            ----

            メールサーバー mx.example からのお知らせです。

            あなたのメールは、次の宛先に配信できませんでした。再送は行いません。

            <u@a.example> (<v@b.example>)
                mx.b.example [192.0.2.1] の応答: 550 5.1.1 no such user

            機械処理用の詳細と、元のメールまたはそのヘッダーを添付しています。

            """.ReplaceLineEndings("\n"),
            text);
        Assert.Equal("Undelivered mail / 配信できませんでした", message.Subject);
    }

    [Fact]
    public void A_failure_has_all_fields_for_programs()
    {
        var (octets, _) = Compose(Report(ReportAction.Failed) with { Envelope = Envelope() with { EnvId = "QQ+2B1", Ret = DsnReturn.Headers } });

        Assert.Equal("""
            From: Mail Delivery System <MAILER-DAEMON@mx.example>
            To: s@s.example
            Subject: *
            Date: Fri, 02 Jan 2026 04:04:05 +0000
            Message-Id: <1.2@mx.example>
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; boundary="=_1.2"; report-type=delivery-status

            --=_1.2
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            *
            --=_1.2
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example
            Original-Envelope-Id: QQ+1
            Arrival-Date: Fri, 02 Jan 2026 03:04:05 +0000

            Original-Recipient: rfc822; U+x@a.example
            Final-Recipient: rfc822; v@b.example
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mx.b.example
            Diagnostic-Code: smtp; 550 5.1.1 no such user
            Last-Attempt-Date: Fri, 02 Jan 2026 03:34:05 +0000


            --=_1.2
            Content-Type: text/rfc822-headers
            Content-Transfer-Encoding: 7bit

            From: s@s.example
            Subject: hi

            --=_1.2--

            """.ReplaceLineEndings("\n"),
            Masked(octets));
    }

    // RFC 8689 §5.
    [Fact]
    public void What_required_TLS_comes_back_with_its_name_only()
    {
        var (octets, _) = Compose(Report(ReportAction.Failed) with
        {
            Envelope = Envelope() with { Ret = DsnReturn.Full, Tls = TlsWish.Required },
            OpenMessage = () => new MemoryStream("Subject: merger\r\n with whom\r\nmessage-id:\r\n <1@s.example>\r\nTo: a@a.example\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\n\r\nDate: secret\r\n"u8.ToArray()),
        });

        Assert.Contains("text/rfc822-headers", octets, StringComparison.Ordinal);
        Assert.Contains("message-id:\r\n <1@s.example>\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\n", octets, StringComparison.Ordinal);
        Assert.DoesNotContain("merger", octets, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", octets, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, ReportAction.Failed, true)]
    [InlineData(DsnReturn.Full, ReportAction.Failed, true)]
    [InlineData(DsnReturn.Headers, ReportAction.Failed, false)]
    [InlineData(DsnReturn.Full, ReportAction.Delayed, false)]
    [InlineData(DsnReturn.Full, ReportAction.Relayed, false)]
    public void The_message_comes_back_whole_only_with_a_failure_and_as_the_sender_wants(DsnReturn? ret, ReportAction action, bool isWhole)
    {
        var (octets, _) = Compose(Report(action) with { Envelope = Envelope() with { Ret = ret } });

        Assert.Equal(isWhole, octets.Contains("message/rfc822", StringComparison.Ordinal));
        Assert.Equal(isWhole, octets.Contains("secret body", StringComparison.Ordinal));
        Assert.Contains("Subject: hi", octets, StringComparison.Ordinal);
    }

    [Fact]
    public void A_delay_says_until_when_it_is_tried()
    {
        var (octets, message) = Compose(Report(ReportAction.Delayed));

        Assert.Equal("Delayed mail / 配信が遅れています", message.Subject);
        Assert.Contains("Will-Retry-Until: Wed, 07 Jan 2026 03:04:05 +0000", octets, StringComparison.Ordinal);
        Assert.Contains("2026-01-07 03:04 UTC", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_message_is_reported_without_it()
    {
        var (octets, message) = Compose(Report(ReportAction.Failed) with { OpenMessage = () => null });

        Assert.Equal(2, ((Multipart)message.Body!).Count);
        Assert.DoesNotContain("Subject: hi", octets, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_host_says_makes_no_fields_of_its_own()
    {
        var report = Report(ReportAction.Failed);
        var evil = new SmtpStatus(550, default, "no\r\nAction: delivered");

        var (octets, _) = Compose(report with { Recipients = [report.Recipients[0] with { Status = evil, Diagnostic = evil }] });

        Assert.DoesNotContain("\nAction: delivered", octets, StringComparison.Ordinal);
        Assert.Contains("Status: 5.0.0", octets, StringComparison.Ordinal);
    }

    private static string Masked(string octets)
    {
        var lines = octets.Split("\r\n").Select(l => l.StartsWith("Subject: Undelivered", StringComparison.Ordinal) ? "Subject: *" : l).ToList();
        var start = lines.IndexOf("Content-Transfer-Encoding: base64") + 2;
        var end = lines.IndexOf("--=_1.2", start);
        lines.RemoveRange(start, end - start);
        lines.Insert(start, "*");
        lines.RemoveAll(l => l.StartsWith('\t') || l.StartsWith(" =?", StringComparison.Ordinal));
        return string.Join('\n', lines);
    }

    private static Envelope Envelope() => new() { ReversePath = Parse("s@s.example"), Arrived = Arrived };

    private static DeliveryStatusReport Report(ReportAction action) => new()
    {
        HostName = "mx.example",
        UniqueName = "1.2",
        Date = Arrived.AddHours(1),
        To = Parse("s@s.example"),
        Envelope = Envelope(),
        Recipients =
        [
            new ReportedRecipient(
                action, new Recipient(Parse("u@a.example"), DsnNotify.Failure, "rfc822;U+2Bx@a.example"), Parse("v@b.example"), Unknown, Unknown, "mx.b.example [192.0.2.1]",
                Arrived.AddMinutes(30), Arrived.AddDays(5)),
        ],
        OpenMessage = () => new MemoryStream(Encoding.ASCII.GetBytes(Original)),
    };

    private static (string Octets, MimeMessage Message) Compose(DeliveryStatusReport report)
    {
        using var output = new MemoryStream();
        DeliveryStatusNotification.Compose(report, output);
        output.Position = 0;
        return (Encoding.UTF8.GetString(output.ToArray()), MimeMessage.Load(output));
    }

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);
}
