using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hikyaku.InteropTests;

/// <summary>The built program as a child process, on free loopback ports, with two accounts of example.test.</summary>
public sealed class RealServer : IAsyncLifetime
{
    public const string Alice = "alice@example.test";
    public const string Bob = "bob@example.test";
    public const string Password = "correct horse 7";

    private static readonly string[] Protocols = ["smtp", "submission", "submissions", "lmtp", "imap", "imaps", "pop3", "pop3s"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Dictionary<string, int> _ports = [];
    private readonly ConcurrentDictionary<string, bool> _certificates = new();
    private readonly StringBuilder _output = new();
    private TaskCompletionSource _ready = NewSignal();
    private Process? _process;

    public string Folder { get; } = Directory.CreateTempSubdirectory("hikyaku-interop").FullName;

    /// <summary>Variables of the environment that the program is started with.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string Config => Path.Combine(Folder, "hikyaku.json");

    /// <summary>The certificate that clients may trust.</summary>
    public string CertificateFile => Path.Combine(Folder, "data", "keys", "self-signed.crt");

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "hikyaku.exe" : "hikyaku");

    public int Port(string protocol) => _ports[protocol];

    /// <summary>Skips the test while the fronts it needs are not built.</summary>
    public void Need(params ReadOnlySpan<string> protocols)
    {
        foreach (var protocol in protocols)
            Assert.SkipWhen(Output.Contains($"{protocol} 127.0.0.1:{Port(protocol)}: not served", StringComparison.Ordinal), $"{protocol} is not served");
    }

    public async ValueTask InitializeAsync()
    {
        var ports = FreePort.Take(Protocols.Length);
        for (var i = 0; i < ports.Length; i++)
            _ports[Protocols[i]] = ports[i];
        var listeners = Protocols.Select(protocol => $$"""{ "protocol": "{{protocol}}", "endpoint": "127.0.0.1:{{Port(protocol)}}" }""");
        await File.WriteAllTextAsync(Config, $$"""{ "hostName": "localhost", "dataFolder": "data", "listeners": [ {{string.Join(", ", listeners)}} ] }""");
        await Command("", "domain", "add", "example.test");
        await Command(Password, "account", "add", Alice, "--password-stdin");
        await Command(Password, "account", "add", Bob, "--password-stdin");
        await Start();
    }

    /// <summary>Starts the program and waits until it is ready.</summary>
    public async Task Start()
    {
        _ready = NewSignal();
        Launch();
        await _ready.Task.WaitAsync(Patience);
        NoteCertificate();
    }

    /// <summary>Whether a certificate is or was this server's: it makes a new one some seconds after a domain came, also while a client connects.</summary>
    public bool IsOwn(X509Certificate? certificate)
    {
        NoteCertificate();
        return certificate is not null && _certificates.ContainsKey(certificate.GetCertHashString());
    }

    /// <summary>Ends the program as a power cut of the process does.</summary>
    public async Task Kill()
    {
        var process = _process!;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
    }

    /// <summary>Runs a command of the program, whatever its exit code is.</summary>
    public Task<(int ExitCode, string Output)> Try(params string[] arguments) => Client.Run(Program, "", [.. arguments, "--config", Config]);

    /// <summary>Runs a command of the program and gives what it printed.</summary>
    public async Task<string> Command(string input, params string[] arguments)
    {
        var result = await Client.Run(Program, input, [.. arguments, "--config", Config]);
        Assert.True(result.ExitCode == 0, $"hikyaku {string.Join(' ', arguments)}: {result.Output}");
        return result.Output;
    }

    /// <summary>Ends the program as an operator does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Stop()
    {
        if (_process is not { } process)
            return 0;

        _process = null;
        await Client.Run("kill", "", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        var code = process.ExitCode;
        process.Dispose();
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Folder, recursive: true);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Launch()
    {
        var start = new ProcessStartInfo(Program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "serve", "--config", Config })
            start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Note(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
        if (line?.Contains("is ready", StringComparison.Ordinal) == true)
            _ready.TrySetResult();
    }

    private void NoteCertificate()
    {
        if (!File.Exists(CertificateFile))
            return;

        using var certificate = X509CertificateLoader.LoadCertificateFromFile(CertificateFile);
        _certificates.TryAdd(certificate.GetCertHashString(), true);
    }
}
