using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hikyaku.InteropTests.Peers;

/// <summary>
/// Another mail server, on a free loopback port with a folder and a certificate of its own. It passes mail for example.test to the server under test, and
/// mail for far.example to the sink, or keeps it.
/// </summary>
internal abstract class MailPeer : IAsyncDisposable
{
    public const string HostName = "peer.example";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _output = new();
    private Process? _process;

    public string Folder { get; } = Directory.CreateTempSubdirectory("hikyaku-peer").FullName;

    public int Port { get; } = FreePort.Take();

    public string Url => string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{Port}");

    /// <summary>Whether clients get TLS from it.</summary>
    public virtual bool ServesTls => true;

    /// <summary>What the program said and logged.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output + string.Concat(LogFiles().Select(ReadShared));
        }
    }

    protected string Certificate => Path.Combine(Folder, "cert.pem");

    protected string Key => Path.Combine(Folder, "key.pem");

    /// <summary>The peer of a name, not started yet.</summary>
    public static MailPeer Of(string name) => name switch
    {
        "postfix" => new PostfixPeer(),
        "exim" => new EximPeer(),
        "opensmtpd" => new OpenSmtpdPeer(),
        _ => new ChasquidPeer(),
    };

    /// <summary>Starts it, or skips the test with the reason.</summary>
    /// <param name="server">The port of the server under test.</param>
    /// <param name="sink">The port of the sink.</param>
    public async Task Start(int server, int sink)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            Assert.Skip("mail servers are started by root alone");
            return;
        }

        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest($"CN={HostName}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(Certificate, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Key, key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await Launch(server, sink);
        await Greeted();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await Client.Run("kill", "", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
            try
            {
                await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    protected abstract Task Launch(int server, int sink);

    protected abstract IEnumerable<string> LogFiles();

    /// <summary>Where a program lies that was unpacked instead of installed, as <c>.ci/run</c> does; skips the test without it.</summary>
    protected static string Unpacked(string package, string path)
    {
        var file = Path.Combine(Environment.GetEnvironmentVariable("HIKYAKU_PEERS") ?? "/var/cache/hikyaku-peers", package, path);
        Assert.SkipUnless(File.Exists(file), $"{package} is not unpacked at {file}");
        return file;
    }

    protected static async Task NeedUser(string name) =>
        Assert.SkipUnless((await Client.Run("getent", "", "passwd", name)).ExitCode == 0, $"there is no user {name}");

    protected void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    protected static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private async Task Greeted()
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
                using var reader = new StreamReader(client.GetStream());
                if ((await reader.ReadLineAsync(limit.Token))?.StartsWith("220", StringComparison.Ordinal) == true)
                    return;
            }
            catch (SocketException) when (_process is not { HasExited: true })
            {
                await Task.Yield();
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                Assert.Fail($"the peer does not answer: {Output}");
            }
        }
    }

    private void Note(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
