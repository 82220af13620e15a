using System.Net;

using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Checks;

/// <summary>The name in HELO or EHLO: not a domain name with a dot or an address literal, or this server's own.</summary>
/// <remarks>Standards: RFC 5321 §4.1.1.1, §4.1.3. §4.1.4 says that mail must not be refused for a name that merely does not fit the address.</remarks>
internal sealed class HeloName(ServerIdentity identity) : Check("helo", CheckStage.Helo)
{
    protected internal override bool Waits => false;

    protected internal override ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation) =>
        new(Problem(visit) is { } problem ? new Finding(problem) : null);

    private string? Problem(BorderVisit visit)
    {
        var name = visit.HeloName.TrimEnd('.');
        if (name.StartsWith('['))
        {
            return !AddressLiteral.TryParse(name, out var address) ? "the name in HELO is not a valid address literal"
                : !address.Equals(visit.Address) && !IPAddress.IsLoopback(visit.Address) ? "the address in HELO is not the client's"
                : null;
        }

        if (IPAddress.TryParse(name, out _))
        {
            return "the name in HELO is an address without brackets";
        }

        if (!DomainName.TryNormalize(name, out var domain))
        {
            return "the name in HELO is not a domain name";
        }

        return !domain.Contains('.', StringComparison.Ordinal) ? "the name in HELO is not fully qualified"
            : domain == identity.HostName && !IPAddress.IsLoopback(visit.Address) ? "the name in HELO is this server's own"
            : null;
    }
}
