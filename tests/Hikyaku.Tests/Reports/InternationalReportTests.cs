using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reports;

namespace Hikyaku.Tests.Reports;

/// <summary>Reports that speak of internationalized addresses (RFC 6533), and the language of their words.</summary>
public sealed class InternationalReportTests
{
    private const string AsciiHeader = "From: s@s.example\r\nSubject: hi\r\n\r\nbody\r\n";
    private const string Utf8Header = "From: s@s.example\r\nSubject: 日本\r\n\r\nbody\r\n";
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_sender_with_an_ASCII_address_reads_ASCII()
    {
        var text = Compose("s@s.example", "花子@b.example", "utf-8;\\x{82B1}\\x{5B50}@a.example", AsciiHeader);

        Assert.Contains("Content-Type: message/delivery-status", text, StringComparison.Ordinal);
        Assert.Contains("Original-Recipient: utf-8; \\x{82B1}\\x{5B50}@a.example\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Final-Recipient: utf-8; \\x{82B1}\\x{5B50}@b.example\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8;\\x{82B1}\\x{5B50}@a.example")]
    [InlineData("utf-8;花子@a.example")]
    public void A_sender_with_an_internationalized_address_reads_UTF8(string original)
    {
        var text = Compose("太郎@s.example", "花子@b.example", original, AsciiHeader);

        Assert.Contains("Content-Type: message/global-delivery-status\r\n", text, StringComparison.Ordinal);
        Assert.Contains("To: 太郎@s.example\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Original-Recipient: utf-8; 花子@a.example\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Final-Recipient: utf-8; 花子@b.example\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\nOriginal-Recipient", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, AsciiHeader, "message/rfc822")]
    [InlineData(null, Utf8Header, "message/global")]
    [InlineData(DsnReturn.Headers, AsciiHeader, "text/rfc822-headers")]
    [InlineData(DsnReturn.Headers, Utf8Header, "message/global-headers")]
    public void What_comes_back_has_the_type_of_its_header(DsnReturn? ret, string message, string type) =>
        Assert.Contains($"Content-Type: {type}\r\n", Compose("s@s.example", "u@b.example", null, message, ret), StringComparison.Ordinal);

    [Theory]
    [InlineData(ReportLanguage.En, "Undelivered mail", "This is the mail server", "メールサーバー")]
    [InlineData(ReportLanguage.Ja, "配信できませんでした", "メールサーバー", "This is the mail server")]
    public void One_language_leaves_the_other_out(ReportLanguage language, string subject, string has, string lacks)
    {
        using var output = new MemoryStream();
        DeliveryStatusNotification.Compose(Report("s@s.example", "u@b.example", null, AsciiHeader, null) with { Language = language }, output);
        output.Position = 0;
        using var message = MimeKit.MimeMessage.Load(output, TestContext.Current.CancellationToken);

        Assert.Equal(subject, message.Subject);
        Assert.Contains(has, message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(lacks, message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Languages_are_of_all_and_of_single_domains()
    {
        Assert.True(ReportLanguages.TryParse("en Sakura.test=ja", out var languages));

        Assert.Equal((ReportLanguage.Ja, ReportLanguage.En), (languages.Of("sakura.test"), languages.Of("other.example")));
        Assert.Equal("en sakura.test=ja", languages.ToString());
        Assert.False(ReportLanguages.TryParse("de", out _));
        Assert.False(ReportLanguages.TryParse("1", out _));
    }

    private static string Compose(string to, string target, string? original, string message, DsnReturn? ret = null)
    {
        using var output = new MemoryStream();
        DeliveryStatusNotification.Compose(Report(to, target, original, message, ret), output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static DeliveryStatusReport Report(string to, string target, string? original, string message, DsnReturn? ret)
    {
        var status = new SmtpStatus(550, new(5, 1, 1), "no such user");
        return new DeliveryStatusReport
        {
            HostName = "mx.example",
            UniqueName = "1.2",
            Date = Now,
            To = Parse(to),
            Envelope = new Envelope { ReversePath = Parse(to), Arrived = Now, Ret = ret },
            Recipients =
            [
                new ReportedRecipient(
                    ReportAction.Failed, new Recipient(Parse("u@a.example"), DsnNotify.Failure, original), Parse(target), status, status, "mx.b.example [192.0.2.1]", Now, Now),
            ],
            OpenMessage = () => new MemoryStream(Encoding.UTF8.GetBytes(message)),
        };
    }

    private static Address Parse(string text) => Address.TryParse(text, out var address) ? address : throw new FormatException(text);
}
