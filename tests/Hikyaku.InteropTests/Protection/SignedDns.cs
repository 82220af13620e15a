using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Hikyaku.InteropTests.Protection;

/// <summary>A real DNS on loopback: nsd with zones that are signed or not, and unbound in front, which validates.</summary>
internal sealed class SignedDns : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("hikyaku-dns").FullName;
    private readonly List<string> _zones = [];
    private readonly List<string> _anchors = [];
    private readonly List<Process> _running = [];
    private readonly StringBuilder _log = new();

    /// <summary>Where unbound answers.</summary>
    public int Port { get; } = FreePort.Take();

    /// <summary>Adds a zone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="records">Its records, apart from SOA and NS.</param>
    /// <param name="isSigned">Whether it is signed, with its key as an anchor of trust.</param>
    /// <param name="forge">Changes the lines of the signed zone, as an attacker would.</param>
    public async Task AddZone(string name, string records, bool isSigned, Func<string, string>? forge = null)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, $"""
            $ORIGIN {name}.
            $TTL 300
            @ SOA ns.{name}. hostmaster.{name}. 1 3600 900 86400 300
            @ NS ns.{name}.
            ns A 127.0.0.1
            {records.ReplaceLineEndings("\n")}

            """);
        if (isSigned)
        {
            var key = (await Client.Succeed("sh", "", "-c", $"cd '{_folder}' && ldns-keygen -a ECDSAP256SHA256 -k {name}")).Trim();
            await Client.Succeed("ldns-signzone", "", file, Path.Combine(_folder, key));
            File.Move(file + ".signed", file, overwrite: true);
            _anchors.Add(Path.Combine(_folder, key + ".key"));
        }

        if (forge is not null)
            await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file)).Select(forge));
        _zones.Add(name);
    }

    /// <summary>Starts both and waits until names are answered.</summary>
    public async Task Start()
    {
        var inner = FreePort.Take();
        await WriteConfiguration(inner);
        Launch("nsd", "-d", "-c", Path.Combine(_folder, "nsd.conf"));
        Launch("unbound", "-d", "-c", Path.Combine(_folder, "unbound.conf"));
        using var limit = new CancellationTokenSource(Patience);
        foreach (var zone in _zones)
        {
            while (!(await Client.Run("drill", "", "-p", Port.ToString(CultureInfo.InvariantCulture), "@127.0.0.1", zone, "SOA")).Output.Contains("rcode: NOERROR", StringComparison.Ordinal))
            {
                Assert.False(limit.IsCancellationRequested, $"The DNS does not answer for {zone}:\n{_log}");
                await Task.Delay(50, limit.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _running)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task WriteConfiguration(int inner)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "nsd.conf"), $"""
            server:
                ip-address: 127.0.0.1@{inner}
                server-count: 1
                username: ""
                chroot: ""
                pidfile: ""
                xfrdfile: "{_folder}/xfrd.state"
                xfrdir: "{_folder}"
                zonelistfile: "{_folder}/zone.list"
                zonesdir: "{_folder}"
            remote-control:
                control-enable: no
            {string.Join('\n', _zones.Select(z => $"zone:\n    name: {z}\n    zonefile: {z}"))}

            """);
        await File.WriteAllTextAsync(Path.Combine(_folder, "unbound.conf"), $"""
            server:
                interface: 127.0.0.1@{Port}
                num-threads: 1
                do-daemonize: no
                do-not-query-localhost: no
                username: ""
                chroot: ""
                pidfile: ""
                directory: "{_folder}"
                use-syslog: no
                module-config: "validator iterator"
            {string.Join('\n', _anchors.Select(a => $"    trust-anchor-file: \"{a}\""))}
            remote-control:
                control-enable: no
            {string.Join('\n', _zones.Select(z => $"stub-zone:\n    name: {z}\n    stub-addr: 127.0.0.1@{inner}"))}

            """);
    }

    private void Launch(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Where Debian puts servers.
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin";
        start.FileName = File.Exists("/usr/sbin/" + program) ? "/usr/sbin/" + program : program;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, line) => Note(line.Data);
            process.ErrorDataReceived += (_, line) => Note(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            _running.Add(process);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed");
        }
    }

    private void Note(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
