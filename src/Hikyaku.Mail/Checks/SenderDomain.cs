using System.Net.Sockets;

using Hikyaku.Mail.Resolving;

namespace Hikyaku.Mail.Checks;

/// <summary>The sender's domain does not exist for mail: neither MX nor address.</summary>
/// <remarks>Standards: RFC 5321 §3.6.2, §5.1.</remarks>
internal sealed class SenderDomain(IDnsResolver dns) : Check("sender-domain", CheckStage.MailFrom)
{
    protected internal override async ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation)
    {
        if (visit.ReversePath is not { } sender || sender.Domain.StartsWith('['))
        {
            return null;
        }

        var exchanges = await dns.Mx(sender.Domain, cancellation);
        if (exchanges.Status is DnsStatus.Found)
        {
            return null;
        }

        if (exchanges.Status is DnsStatus.Failed)
        {
            return Unknown(sender.Domain);
        }

        var answers = await Task.WhenAll(
            dns.Addresses(sender.Domain, AddressFamily.InterNetwork, cancellation).AsTask(),
            dns.Addresses(sender.Domain, AddressFamily.InterNetworkV6, cancellation).AsTask());
        return Array.Exists(answers, answer => answer.Status == DnsStatus.Found) ? null
            : Array.Exists(answers, answer => answer.Status == DnsStatus.Failed) ? Unknown(sender.Domain)
            : new Finding($"the sender's domain {sender.Domain} does not exist") { Code = (1, 8) };
    }

    private static Finding Unknown(string domain) => new($"the DNS did not answer for the sender's domain {domain}") { Code = (4, 3), IsTransient = true, Weight = 0 };
}
