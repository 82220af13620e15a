namespace Hikyaku.Hosting;

/// <summary>Makes the data folder, for its owner only.</summary>
internal static class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Null, or why the folder cannot be used.</summary>
    public static string? Create(string path)
    {
        try
        {
            if (!Directory.Exists(path) && !OperatingSystem.IsWindows())
                Directory.CreateDirectory(path, OwnerOnly);
            else
                Directory.CreateDirectory(path);

            var probe = Path.Combine(path, $".probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return HostingTexts.Get("DataFolderFailed", path, e.Message);
        }
    }

    /// <summary>Writes a file that only its owner may read.</summary>
    /// <exception cref="IOException">It exists already, or cannot be written.</exception>
    public static void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
