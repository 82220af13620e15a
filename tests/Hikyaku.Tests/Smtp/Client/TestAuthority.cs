using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hikyaku.Tests.Smtp.Client;

/// <summary>An authority that only a test trusts, and certificates of it.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-20);
    private readonly X509Certificate2 _root;

    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _root = request.CreateSelfSigned(Start, Start.AddDays(40));
    }

    public X509Certificate2 Certificate => _root;

    public X509ChainPolicy Trust
    {
        get
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.Add(_root);
            return policy;
        }
    }

    public X509Certificate2 Issue(string name) => Issue(name, Start.AddDays(25));

    public X509Certificate2 Issue(string name, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_root, end.AddDays(-5) < Start ? Start : end.AddDays(-5), end, [1, 2, 3, 4]);
        return certificate.CopyWithPrivateKey(key);
    }

    public void Dispose() => _root.Dispose();
}
