using Hikyaku.Mail.Resolving;

namespace Hikyaku.Hosting.Doctor;

/// <summary>Whether the resolver validates and is trusted to: without that there is no DANE.</summary>
internal static class DnssecCheck
{
    // A zone that is signed, as long as there has been a signed root.
    private const string SignedZone = "org";

    /// <summary>Null where the DNS does not answer.</summary>
    public static async Task<Finding?> Run(IDnsResolver dns, CancellationToken ct)
    {
        var answer = await dns.Mx(SignedZone, ct);
        return answer.Status is DnsStatus.Failed or DnsStatus.NxDomain ? null
            : answer.IsAuthentic ? Finding.Ok("dns", "DoctorDnssec")
            : Finding.Warn("dns", "DoctorNoDnssec");
    }
}
