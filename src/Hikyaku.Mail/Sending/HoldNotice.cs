using System.Globalization;
using System.Resources;
using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.Logging;
using MimeKit;
using MimeKit.Text;

namespace Hikyaku.Mail.Sending;

/// <summary>Tells the administrators of a domain, and the postmaster, that the mail of an account is held: in English and Japanese, since nobody knows who reads it.</summary>
internal sealed partial class HoldNotice(
    string hostName, Directory.Directory directory, Mailstore mailstore, Delivery.Delivery delivery, TimeProvider time, ILogger<HoldNotice> logger)
{
    private static readonly ResourceManager Texts = new("Hikyaku.Mail.Sending.SendingTexts", typeof(HoldNotice).Assembly);
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("ja")];

    public async ValueTask Send(Account account, SentKind cause, int count, CancellationToken cancellation)
    {
        var recipients = await Readers(account, cancellation);
        await using var content = await Compose(account, cause, count, recipients);
        var envelope = new Envelope { ReversePath = null, Arrived = time.GetUtcNow(), ReceivedFrom = hostName, Body = BodyType.EightBitMime };
        try
        {
            var results = await delivery.Deliver(envelope, [.. recipients.Select(address => new Recipient(address, DsnNotify.Never))], content, cancellation);
            for (var i = 0; i < results.Length; i++)
            {
                LogSent(logger, account.Address, recipients[i].ToString(), results[i].Status.ToString());
            }
        }
        catch (StoreUnavailableException exception)
        {
            LogLost(logger, exception, account.Address);
        }
    }

    private static string Text(string key, CultureInfo culture, params object[] arguments) => string.Format(culture, Texts.GetString(key, culture) ?? key, arguments);

    private async ValueTask<List<Address>> Readers(Account account, CancellationToken cancellation)
    {
        var names = await directory.Read(
            reader => reader.Grants(null).Where(grant => grant.Domain == account.DomainId && grant.Account != account.Id)
                .Select(grant => reader.GetAccount(grant.Account)?.Address).OfType<string>().ToList(),
            cancellation);
        // RFC 5321 §4.5.1: it leads to the administrators of the server.
        return [.. names.Append($"postmaster@{hostName}").Distinct(StringComparer.Ordinal).Select(name => Address.TryParse(name, out var address) ? address : null).OfType<Address>()];
    }

    private async ValueTask<MessageContent> Compose(Account account, SentKind cause, int count, List<Address> recipients)
    {
        using var message = new MimeMessage();
        message.Headers.Clear();
        message.From.Add(new MailboxAddress("Hikyaku", $"postmaster@{hostName}"));
        message.To.AddRange(recipients.Select(address => new MailboxAddress("", address.ToString())));
        message.Subject = string.Join(" / ", Languages.Select(culture => Text("HoldSubject", culture, account.Address)));
        message.Date = time.GetUtcNow();
        message.MessageId = $"{Guid.CreateVersion7():N}@{hostName}";
        message.Headers.Add("Auto-Submitted", "auto-generated");
        var text = new TextPart(TextFormat.Plain) { ContentTransferEncoding = ContentEncoding.Base64 };
        text.SetText(Encoding.UTF8, string.Join("\r\n----\r\n\r\n", Languages.Select(culture => Body(account, cause, count, culture))));
        message.Body = text;
        using var composed = new MemoryStream();
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        options.International = recipients.Exists(address => !address.IsAscii);
        message.WriteTo(options, composed);
        await using var writer = mailstore.CreateMessage();
        writer.Write("Return-Path: <>\r\n"u8);
        writer.Write(composed.GetBuffer().AsSpan(0, (int)composed.Length));
        return await writer.Complete("Return-Path: <>\r\n".Length);
    }

    private static string Body(Account account, SentKind cause, int count, CultureInfo culture)
    {
        var seen = Text($"Hold{cause}", culture, count, SendingWatch.Sudden);
        return string.Join("\r\n", Text("HoldIntro", culture, account.Address), seen, "", Text("HoldCheck", culture), $"  hikyaku sending show {account.Address}",
            Text("HoldRelease", culture), $"  hikyaku sending release {account.Address}", Text("HoldDelete", culture), $"  hikyaku queue delete --sender {account.Address}", "");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Notice that the mail of {Account} is held to <{Reader}>: {Status}")]
    private static partial void LogSent(ILogger logger, string account, string reader, string status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The notice that the mail of {Account} is held is lost")]
    private static partial void LogLost(ILogger logger, Exception exception, string account);
}
