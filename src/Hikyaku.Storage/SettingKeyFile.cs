using System.Security.Cryptography;

namespace Hikyaku.Storage;

/// <summary>The key that settings with passwords are sealed with: 32 octets in a file that only its owner reads, made when there is none.</summary>
internal static class SettingKeyFile
{
    private const int Length = 32;

    /// <summary>The key.</summary>
    /// <exception cref="IOException">The file is no key.</exception>
    public static byte[] Open(string path)
    {
        if (!File.Exists(path))
        {
            Make(path);
        }

        var key = File.ReadAllBytes(path);
        return key.Length == Length ? key : throw new IOException($"{path} does not hold a key of {Length} octets.");
    }

    // Whole or not at all: what a crash leaves half written has another name.
    private static void Make(string path)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path);
    }
}
