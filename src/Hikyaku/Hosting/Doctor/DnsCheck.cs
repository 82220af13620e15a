using System.Net.Sockets;
using Hikyaku.Mail.Resolving;

namespace Hikyaku.Hosting.Doctor;

/// <summary>The resolver answers, the host name has an address whose name leads back, and the MX of each domain is this host.</summary>
internal static class DnsCheck
{
    private const string Area = "dns";

    public static async Task<IReadOnlyList<Finding>> Run(string hostName, IEnumerable<string> domains, IDnsResolver dns, CancellationToken ct)
    {
        var findings = new List<Finding>();
        var addresses = await dns.Addresses(hostName, AddressFamily.InterNetwork, ct);
        var addresses6 = await dns.Addresses(hostName, AddressFamily.InterNetworkV6, ct);
        if (addresses.Status == DnsStatus.Failed && addresses6.Status == DnsStatus.Failed)
            return [Finding.Fail(Area, "DoctorDnsDead")];

        if (addresses.Records.IsEmpty && addresses6.Records.IsEmpty)
            findings.Add(Finding.Warn(Area, "DoctorHostUnknown", hostName));
        foreach (var address in addresses.Records.Concat(addresses6.Records))
        {
            var names = await dns.Ptr(address, ct);
            findings.Add(names.Records.Contains(hostName) ? Finding.Ok(Area, "DoctorHost", hostName, address)
                : names.Records.IsEmpty ? Finding.Warn(Area, "DoctorNoPtr", address, hostName)
                : Finding.Warn(Area, "DoctorPtr", address, hostName, string.Join(", ", names.Records)));
        }

        foreach (var domain in domains)
            findings.Add(await Mx(domain, hostName, dns, ct));
        return findings;
    }

    private static async Task<Finding> Mx(string domain, string hostName, IDnsResolver dns, CancellationToken ct)
    {
        var answer = await dns.Mx(domain, ct);
        return answer.Records.Any(mx => mx.Host == hostName) ? Finding.Ok(Area, "DoctorMx", domain, hostName)
            : answer.Records.IsEmpty ? Finding.Warn(Area, "DoctorNoMx", domain, hostName)
            : Finding.Warn(Area, "DoctorMxOther", domain, hostName, string.Join(", ", answer.Records.Select(mx => mx.Host)));
    }
}
