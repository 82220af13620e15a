using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hikyaku.InteropTests.Migration;

/// <summary>An import as a process of its own that is killed again and again.</summary>
public sealed class KilledImportTests : IDisposable
{
    private const int Messages = 1500;
    private static readonly string[] Users = ["tanaka", "suzuki", "postmaster"];
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-killed-").FullName;

    [Fact]
    public async Task A_killed_import_goes_on_and_ends_as_one_that_was_never_stopped()
    {
        Fill();
        var kills = 0;
        foreach (var octets in (long[])[1, 30_000, 55_000, 80_000, 105_000])
        {
            kills += await KillAt(octets) ? 1 : 0;
        }

        Assert.True(kills >= 3, $"only {kills} of 5 were killed in time");
        using (var last = Start("killed"))
        {
            await last.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, last.ExitCode);
        }

        using (var whole = Start("whole"))
        {
            await whole.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, whole.ExitCode);
        }

        await using var killed = await OpenFolder.At(Path.Combine(_data, "killed"));
        await using var never = await OpenFolder.At(Path.Combine(_data, "whole"));
        Assert.Contains("tanaka", await never.Directory(), StringComparison.Ordinal);
        Assert.Equal(await never.Directory(), await killed.Directory());
        foreach (var user in Users)
        {
            Assert.Equal(Timeless(await never.Mail(user + "@sakura.example")), Timeless(await killed.Mail(user + "@sakura.example")));
        }
    }

    public void Dispose()
    {
        _host.Dispose();
        System.IO.Directory.Delete(_data, recursive: true);
    }

    // A UIDVALIDITY that no server gave is made of the time.
    private static string Timeless(string mail) => Regex.Replace(mail, @"^\[(.*) 1[789]\d{8} ", "[$1 chosen ", RegexOptions.Multiline);

    // One folder whose UIDs are all listed, one with some, one with none.
    private void Fill()
    {
        var listed = new StringBuilder("1 123456789 9000\n");
        for (var at = 0; at < Messages; at++)
        {
            foreach (var user in Users)
            {
                _host.Message(_host.Maildir(user), "cur", $"{1300000000 + at}.{user}.old:2,S", $"Subject: {at}\n\n{user} {at}\n", 1300000000 + at);
            }

            if (at % 3 != 1)
            {
                listed.Append(CultureInfo.InvariantCulture, $"{100 + (at * 2)} {1300000000 + at}.tanaka.old\n");
            }
        }

        _host.Write(Path.Combine(_host.Maildir("tanaka"), "courierimapuiddb"), listed.ToString());
    }

    private async Task<bool> KillAt(long octets)
    {
        using var import = Start("killed");
        var folder = Path.Combine(_data, "killed", "hikyaku-data", "import");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!import.HasExited && (!System.IO.Directory.Exists(folder) || new DirectoryInfo(folder).EnumerateFiles("*.seen").Sum(file => file.Length) < octets))
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        var isRunning = !import.HasExited;
        import.Kill();
        await import.WaitForExitAsync(TestContext.Current.CancellationToken);
        return isRunning && import.ExitCode != 0;
    }

    private Process Start(string folder)
    {
        var config = Path.Combine(_data, folder + ".json");
        File.WriteAllText(config, $$"""{ "hostName": "mail.example.test", "dataFolder": "{{folder}}/hikyaku-data", "listeners": [] }""");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "hikyaku")) { UseShellExecute = false };
        foreach (var argument in (string[])["import", "vpopmail", "--cdb", "--home", _host.Home, "--qmail", Path.Combine(_host.Folder, "qmail"), "--map", "/home/vpopmail=" + _host.Home, "--config", config, "--report", config + ".report.txt", "--json"])
        {
            start.ArgumentList.Add(argument);
        }

        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
