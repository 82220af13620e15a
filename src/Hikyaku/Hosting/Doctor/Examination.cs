using Hikyaku.Mail.Resolving;
using Hikyaku.Mail.Store;
using Hikyaku.Protocols;
using Hikyaku.Protocols.Connections;
using Hikyaku.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Hosting.Doctor;

/// <summary>All checks of one host in order.</summary>
internal static class Examination
{
    public static async Task<IReadOnlyList<Finding>> Run(Configuration configuration, CancellationToken ct)
    {
        var owner = FolderOwner.Find(configuration.DataFolder);
        List<Finding> findings = [.. DataFolderCheck.Run(configuration)];
        if (owner is { } process)
            findings.Add(Finding.Ok("data", "DoctorServes", process));
        foreach (var listener in configuration.Listeners)
            findings.Add(IsServed(listener) ? await PortCheck.Run(listener, owner is not null, ct) : Finding.Warn("ports", "NotServed", listener.Protocol.Name(), listener.EndPoint));

        var now = TimeProvider.System.GetUtcNow();
        findings.AddRange(CertificateCheck.Run(configuration, now));
        findings.Add(ClockCheck.Run(now));
        if (findings.TrueForAll(finding => finding is not { Area: "data", State: FindingState.Fail }))
            findings.AddRange(await Inside(configuration, ct));
        return findings;
    }

    private static bool IsServed(Listener listener) =>
        listener.Protocol is not (ListenerProtocol.ManageSieve or ListenerProtocol.Http or ListenerProtocol.Https);

    private static async Task<IReadOnlyList<Finding>> Inside(Configuration configuration, CancellationToken ct)
    {
        // A first look must not make a database.
        if (!File.Exists(Path.Combine(configuration.DataFolder, "hikyaku.db")))
            return await Dns(configuration, [], ProtocolServices.UnconfiguredResolver(), ct);

        await using var services = new ServiceCollection().AddLogging().AddHikyaku(configuration).BuildServiceProvider();
        try
        {
            var directory = services.GetRequiredService<Hikyaku.Mail.Directory.Directory>();
            var domains = (await directory.Domains(ct)).Select(domain => domain.Name);
            var dns = await Dns(configuration, domains, services.GetRequiredService<IDnsResolver>(), ct);
            return (await directory.Postmaster(ct)).Targets.IsEmpty ? [Finding.Warn("people", "DoctorNobody"), .. dns] : dns; // RFC 5321 §4.5.1
        }
        catch (Exception e) when (e is DataFolderTooNewException or DatabaseDamagedException)
        {
            return [new Finding("data", FindingState.Fail, StartFailure.Text(e)!)];
        }
    }

    private static async Task<IReadOnlyList<Finding>> Dns(Configuration configuration, IEnumerable<string> domains, IDnsResolver dns, CancellationToken ct)
    {
        var findings = await DnsCheck.Run(configuration.HostName, domains, dns, ct);
        return await DnssecCheck.Run(dns, ct) is { } validation ? [.. findings, validation] : findings;
    }
}
