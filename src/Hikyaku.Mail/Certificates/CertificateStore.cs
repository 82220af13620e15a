using System.Collections.Frozen;

namespace Hikyaku.Mail.Certificates;

/// <summary>The certificates in use; a change replaces all at once and holds for the next handshake.</summary>
public sealed class CertificateStore
{
    private volatile Set? _set;

    /// <summary>The certificate for clients that name no host or one we have no certificate for.</summary>
    /// <exception cref="InvalidOperationException">None was set.</exception>
    public ServerCertificate Default => Current.Default;

    /// <summary>All certificates in use.</summary>
    public IReadOnlyList<ServerCertificate> All => _set?.All ?? [];

    private Set Current => _set ?? throw new InvalidOperationException("There is no certificate yet.");

    /// <summary>The certificate for a host name (SNI, RFC 6066 §3), or the default.</summary>
    public ServerCertificate Select(string? serverName)
    {
        var set = Current;
        if (string.IsNullOrEmpty(serverName))
            return set.Default;

        var name = serverName.ToLowerInvariant();
        if (set.ByName.TryGetValue(name, out var exact))
            return exact;
        return CertificateNames.Wildcard(name) is { } wildcard && set.ByName.TryGetValue(wildcard, out var covering) ? covering : set.Default;
    }

    /// <summary>Uses these certificates from now on; the first is the default and wins where names repeat.</summary>
    public void Replace(params IReadOnlyList<ServerCertificate> certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        if (certificates.Count == 0)
            throw new ArgumentException("At least one certificate is needed.", nameof(certificates));

        var byName = new Dictionary<string, ServerCertificate>(StringComparer.Ordinal);
        foreach (var certificate in certificates)
        {
            foreach (var name in certificate.Names)
                byName.TryAdd(name, certificate);
        }

        _set = new Set([.. certificates], byName.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private sealed record Set(IReadOnlyList<ServerCertificate> All, FrozenDictionary<string, ServerCertificate> ByName)
    {
        public ServerCertificate Default => All[0];
    }
}
