using System.Globalization;
using System.Text;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>.qmailadmin-limits, which a host without the table limits reads.</summary>
internal static class LimitsFile
{
    /// <summary>All limits of a domain, so that the host's defaults do not stand in for those that it has not.</summary>
    public static string Write(Domain domain)
    {
        var limits = domain.Limits;
        var text = new StringBuilder();
        foreach (var (name, value) in ((string, long)[])
        [
            ("maxpopaccounts", limits.Accounts ?? -1), ("maxaliases", limits.Aliases ?? -1), ("maxforwards", limits.Forwards ?? -1),
            ("maxautoresponders", limits.Autoresponders ?? -1), ("maxmailinglists", limits.MailingLists ?? -1), ("quota", (limits.QuotaBytes ?? 0) >> 20),
            ("maxmsgcount", limits.QuotaMessages ?? 0), ("default_quota", limits.DefaultQuotaBytes ?? 0), ("default_maxmsgcount", limits.DefaultQuotaMessages ?? 0),
        ])
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        }

        foreach (var (word, service) in ((string, Services)[])
        [
            ("disable_pop", Services.Pop3), ("disable_imap", Services.Imap), ("disable_webmail", Services.Web), ("disable_smtp", Services.Smtp),
            ("disable_external_relay", Services.Relay),
        ])
        {
            text.Append(domain.DisabledServices.HasFlag(service) ? word + "\n" : "");
        }

        return text.ToString();
    }
}
