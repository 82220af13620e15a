using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hikyaku.InteropTests.Protection;

/// <summary>Other domains with DNSSEC, DANE and MTA-STS, and our server among them. All have the same mail host, whose certificate bears one name.</summary>
public sealed class World : IAsyncLifetime
{
    private const string Host = "127.0.0.2";
    private readonly Authority _authority = new();
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2 _webCertificate;
    private readonly SignedDns _dns = new();

    public World()
    {
        _certificate = _authority.Issue("mx.sts.example");
        _webCertificate = _authority.Issue("mta-sts.sts.example", "mta-sts.other.example", "mta-sts.testing.example", "reports.example");
    }

    public RealServer Server { get; } = new();

    internal MailSink Sink { get; private set; } = null!;

    internal WebServer Web { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sink = new MailSink(_certificate, IPAddress.Parse(Host));
        Web = await WebServer.Start(_webCertificate);
        await AddZones();
        await _dns.Start();
        foreach (var domain in new[] { "sts", "other", "testing" })
            Web.Documents[$"mta-sts.{domain}.example/.well-known/mta-sts.txt"] = $"version: STSv1\nmode: {(domain == "testing" ? "testing" : "enforce")}\nmx: mx.{domain}.example\nmax_age: 86400\n";
        var authority = Path.Combine(Server.Folder, "authority.pem");
        await File.WriteAllTextAsync(authority, _authority.Pem);
        Server.Environment["SSL_CERT_FILE"] = authority;
        await Server.InitializeAsync();
        await Server.Command("", "setting", "set", "dns.servers", $"127.0.0.1:{_dns.Port}");
        await Server.Command("", "setting", "set", "queue.port", Sink.Port.ToString(CultureInfo.InvariantCulture));
        await Server.Stop();
        await Server.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _dns.DisposeAsync();
        if (Web is not null)
            await Web.DisposeAsync();
        if (Sink is not null)
            await Sink.DisposeAsync();
        _webCertificate.Dispose();
        _certificate.Dispose();
        _authority.Dispose();
    }

    private async Task AddZones()
    {
        var right = Convert.ToHexString(SHA256.HashData(_certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        var wrong = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        await _dns.AddZone("right.example", Records("right") + Tlsa(right), isSigned: true);
        await _dns.AddZone("wrong.example", Records("wrong") + Tlsa(wrong), isSigned: true);
        await _dns.AddZone("insecure.example", Records("insecure") + Tlsa(wrong), isSigned: false);
        await _dns.AddZone("bogus.example", Records("bogus") + Tlsa(right), isSigned: true, line => line.Contains("\tTLSA\t", StringComparison.Ordinal) ? line.Replace(right[..8], wrong[..8], StringComparison.OrdinalIgnoreCase) : line);
        await _dns.AddZone("forged.example", Records("forged"), isSigned: true, line => line.Contains("\tMX\t", StringComparison.Ordinal) ? line.Replace("\t10 ", "\t20 ", StringComparison.Ordinal) : line);
        foreach (var name in new[] { "sts", "other", "testing" })
            await _dns.AddZone($"{name}.example", Records(name) + $"_mta-sts TXT \"v=STSv1; id=1\"\nmta-sts A {WebServer.Address}\n", isSigned: false);
        await _dns.AddZone("reports.example", $"@ A {WebServer.Address}\n", isSigned: false);
    }

    private static string Records(string name) =>
        $"@ MX 10 mx.{name}.example.\nmx A {Host}\n_smtp._tls TXT \"v=TLSRPTv1; rua=https://reports.example/tls\"\n";

    private string Tlsa(string digest) => $"_{Sink.Port}._tcp.mx TLSA 3 1 1 {digest}\n";
}
