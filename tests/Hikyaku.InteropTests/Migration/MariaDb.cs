using System.Diagnostics;
using MySqlConnector;

namespace Hikyaku.InteropTests.Migration;

/// <summary>A MariaDB of its own on a socket; the test is skipped where none is installed.</summary>
internal sealed class MariaDb : IAsyncDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hikyaku-mariadb-").FullName;
    private Process? _server;

    public string Connection => $"Server={Socket};Protocol=unix;User ID={Environment.UserName};Database=vpopmail";

    public string Socket => Path.Combine(_folder, "sock");

    public static async Task<MariaDb> Start(string sql)
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/mariadbd") && File.Exists("/usr/bin/mariadb-install-db"), "mariadb-server is not installed");
        var server = new MariaDb();
        try
        {
            await server.Begin(sql);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task Dump(string path)
    {
        var start = new ProcessStartInfo("/usr/bin/mariadb-dump", ["--no-defaults", $"--socket={Socket}", $"--result-file={path}", "vpopmail"]);
        using var dump = Process.Start(start)!;
        await dump.WaitForExitAsync();
        Assert.Equal(0, dump.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.Kill();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private async Task Begin(string sql)
    {
        var data = Path.Combine(_folder, "data");
        var install = new ProcessStartInfo(
            "/usr/bin/mariadb-install-db", ["--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=socket", $"--auth-root-socket-user={Environment.UserName}", "--skip-test-db", $"--user={Environment.UserName}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using (var installing = Process.Start(install)!)
        {
            _ = installing.StandardError.ReadToEndAsync();
            await installing.StandardOutput.ReadToEndAsync();
            await installing.WaitForExitAsync();
            Assert.Equal(0, installing.ExitCode);
        }

        var start = new ProcessStartInfo(
            "/usr/sbin/mariadbd", ["--no-defaults", $"--datadir={data}", $"--socket={Socket}", "--skip-networking", $"--pid-file={_folder}/pid", $"--user={Environment.UserName}", "--innodb-buffer-pool-size=16M"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        _server = Process.Start(start)!;

        // The server says so itself when it listens.
        var ready = new TaskCompletionSource();
        _server.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("ready for connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        _server.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await using var connection = new MySqlConnection($"Server={Socket};Protocol=unix;User ID={Environment.UserName};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE vpopmail; USE vpopmail; {sql}";
        await command.ExecuteNonQueryAsync();
    }
}
