using Hikyaku.Mail.Resolving;
using Hikyaku.Mail.Store;
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
        await using var services = new ServiceCollection().AddLogging().AddHikyaku(configuration).BuildServiceProvider();
        try
        {
            // A first look must not make a database.
            string[] domains = File.Exists(Path.Combine(configuration.DataFolder, "hikyaku.db"))
                ? [.. (await services.GetRequiredService<Hikyaku.Mail.Directory.Directory>().Domains(ct)).Select(domain => domain.Name)]
                : [];
            var dns = services.GetRequiredService<IDnsResolver>();
            var findings = await DnsCheck.Run(configuration.HostName, domains, dns, ct);
            return await DnssecCheck.Run(dns, ct) is { } validation ? [.. findings, validation] : findings;
        }
        catch (Exception e) when (e is DataFolderTooNewException or DatabaseDamagedException)
        {
            return [new Finding("data", FindingState.Fail, StartFailure.Text(e)!)];
        }
    }
}
