using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Hikyaku.Mail.Certificates;

/// <summary>The names in a certificate and how they match a host (RFC 9525 §6.3).</summary>
internal static class CertificateNames
{
    public static ImmutableArray<string> Of(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames())
            .Select(name => name.ToLowerInvariant())
            .Distinct()
            .ToImmutableArray();
        return names.IsEmpty && certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false) is { Length: > 0 } common
            ? [common.ToLowerInvariant()]
            : names;
    }

    /// <summary>The wildcard that stands for a name: the leftmost label only.</summary>
    public static string? Wildcard(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? "*" + name[dot..] : null;
    }
}
