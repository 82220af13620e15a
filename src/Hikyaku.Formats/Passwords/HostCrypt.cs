using System.Runtime.InteropServices;
using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary>The host's <c>crypt_r</c>, for the schemes that only libxcrypt knows (yescrypt).</summary>
internal static partial class HostCrypt
{
    // sizeof(struct crypt_data) in libxcrypt, which keeps it for compatibility.
    private const int DataSize = 32768;

    /// <summary>Hashes; null when the host has no libcrypt, or it does not know the setting.</summary>
    public static unsafe string? Compute(ReadOnlySpan<byte> password, string setting)
    {
        // A NUL would end the password early for crypt(3) and let a shorter one match.
        if (password.Contains((byte)0))
        {
            return null;
        }

        byte[] phrase = [.. password, 0];
        byte[] salt = [.. Encoding.ASCII.GetBytes(setting), 0];
        var data = new byte[DataSize];
        try
        {
            fixed (byte* dataStart = data)
            {
                var result = Marshal.PtrToStringAnsi(Crypt(phrase, salt, dataStart));
                return result is null or ['*', ..] ? null : result;
            }
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt_r")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint Crypt(byte[] phrase, byte[] setting, byte* data);
}
