using System.Net;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Delivery.Protection.Reporting;
using Hikyaku.Storage.Sqlite.Outgoing;
using Hikyaku.Tests.Resolving;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Delivery.Protection;

/// <summary>The protection of outgoing connections over a DNS and web servers of the test, with a real table.</summary>
public sealed class ProtectionRig : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("protection").FullName;
    private OutgoingDatabase _database;

    public ProtectionRig()
    {
        _database = Open();
        MtaSts = Build();
        Counts = new TlsCounts(Reports, () => true, Time);
    }

    public TlsCounts Counts { get; }

    public ITlsReportStorage Reports => new SqliteTlsReportStorage(_database);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public FakeDns Dns { get; } = new();

    public FakeHttps Https { get; } = new();

    public MtaSts MtaSts { get; private set; }

    /// <summary>The domain a.example with a policy and two hosts.</summary>
    public void AddPolicy(string mode, string id = "1", string host = "one.example", int maxAge = 86_400)
    {
        Dns.AddTxt("_mta-sts.a.example", $"v=STSv1; id={id};");
        Https.Serve("a.example", $"version: STSv1\nmode: {mode}\nmx: {host}\nmax_age: {maxAge}\n");
    }

    public ValueTask<MtaStsResult> Policy() => MtaSts.Of("a.example", TestContext.Current.CancellationToken);

    public ValueTask<ProtectedHosts> Hosts() => Hosts("one.example", "two.example");

    public ValueTask<ProtectedHosts> Hosts(params string[] names) => Protection().Of(
        "a.example", new RemoteHostList([.. names.Select((n, i) => new RemoteHost(n, new IPEndPoint(IPAddress.Parse($"192.0.2.{i + 1}"), 25)))], null), TestContext.Current.CancellationToken);

    /// <summary>The hosts of a domain as the DNS has them.</summary>
    public async ValueTask<ProtectedHosts> Resolved(string domain) => await Protection().Of(
        domain, await new RemoteHosts(Dns, new OwnAddresses("mx.example", () => [])).OfDomain(domain, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    public string Rules { get; set; } = "";

    public RemoteProtection Protection() => new(
        new Dane(Dns), MtaSts, () => new ProtectionChoice(true, true, RemoteTlsRules.TryParse(Rules, out var rules) ? rules : throw new FormatException(Rules)), NullLogger<RemoteProtection>.Instance);

    /// <summary>A new process over the same folder.</summary>
    public void Restart()
    {
        _database.Dispose();
        _database = Open();
        MtaSts = Build();
    }

    public void Dispose()
    {
        _database.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private OutgoingDatabase Open() => new(Path.Combine(_folder, "outgoing.db"));

    private MtaSts Build() => new(Dns, Https, new SqlitePolicyStorage(_database), Time, NullLogger<MtaSts>.Instance);
}
