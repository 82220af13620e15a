using System.Globalization;
using System.Text;

using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Reception;

namespace Hikyaku.Protocols.Smtp;

/// <summary>The limits that EHLO names, and that hold (RFC 9422).</summary>
internal static class SmtpLimitsKeyword
{
    /// <summary>The EHLO line. What has no limit is not named (RFC 9422 §4).</summary>
    public static string Text(Reception reception)
    {
        var text = new StringBuilder("LIMITS");
        Add(text, "MAILMAX", reception.MaxMessages);
        Add(text, "RCPTMAX", reception.MaxRecipients);
        Add(text, "RCPTDOMAINMAX", reception.MaxRecipientDomains);
        return text.ToString();
    }

    /// <summary>Why one more recipient is too much; null: it is not.</summary>
    public static SmtpReply? Exceeded(Reception reception, SmtpTransaction transaction, Address? recipient)
    {
        var domains = reception.MaxRecipientDomains;
        return transaction.Recipients.Count >= reception.MaxRecipients ? SmtpReply.TooManyRecipients
            : domains > 0 && recipient is not null && !transaction.HasDomain(recipient.Domain, domains) ? SmtpReply.TooManyDomains
            : null;
    }

    private static void Add(StringBuilder text, string name, int limit)
    {
        if (limit > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" {name}={limit}");
        }
    }
}
