namespace Hikyaku.InteropTests.Migration;

/// <summary>The program after the move of an old host, and a folder for what clients fetch.</summary>
public sealed class ImportedServer : IAsyncLifetime
{
    public const string User = "tanaka@sakura.example";
    private readonly OldHost _host = new();

    public RealServer Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        await Server.Command("", "import", "vpopmail", "--sql", _host.DumpFile, "--home", _host.Home, "--qmail", Path.Combine(_host.Folder, "qmail"), "--map", "/home/vpopmail=" + _host.Home);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _host.Dispose();
    }

    /// <summary>A new folder, and in it a file that only its owner reads.</summary>
    public async Task<(string Folder, string File)> Configure(string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Server.Folder, name)).FullName;
        var file = Path.Combine(folder, "config");
        await File.WriteAllTextAsync(file, text.Replace("FOLDER", folder, StringComparison.Ordinal).Replace("CERTIFICATE", Server.CertificateFile, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return (folder, file);
    }

    /// <summary>The messages of all Maildirs below a folder: name and octets.</summary>
    public static IReadOnlyList<string> Maildirs(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) is "cur" or "new")
            .Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}").Order(StringComparer.Ordinal)];
}
