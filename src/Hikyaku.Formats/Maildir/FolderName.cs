using System.Text;
using Hikyaku.Formats.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>Maildir++ folder names: the directory <c>.a.b</c> is the folder <c>a/b</c>.</summary>
public static class FolderName
{
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>
    /// Decides for all folders of an account: octets above 0x7f are UTF-8, a valid <c>&amp;…-</c> is modified UTF-7, a stray '&amp;' is UTF-8.
    /// </summary>
    public static FolderEncoding Decide(IEnumerable<byte[]> directories)
    {
        var decided = FolderEncoding.ModifiedUtf7;
        foreach (var name in directories)
        {
            if (name.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xff) >= 0)
            {
                return FolderEncoding.Utf8;
            }

            if (name.AsSpan().Contains((byte)'&'))
            {
                if (ModifiedUtf7.TryDecode(Encoding.ASCII.GetString(name), out _))
                {
                    return FolderEncoding.ModifiedUtf7;
                }

                decided = FolderEncoding.Utf8;
            }
        }

        return decided;
    }

    /// <summary>
    /// The folder's name with '/' between levels, for a directory name that begins with '.'; null when it has an empty level.
    /// Octets that do not decode are kept one by one as Latin-1, and <paramref name="exact"/> is false.
    /// </summary>
    public static string? Decode(ReadOnlySpan<byte> directory, FolderEncoding encoding, out bool exact)
    {
        exact = true;
        if (directory is not [(byte)'.', _, ..])
        {
            return null;
        }

        var levels = new List<string>();
        var rest = directory[1..];
        while (!rest.IsEmpty)
        {
            var level = Fields.Take(ref rest, (byte)'.');
            if (level.IsEmpty)
            {
                return null;
            }

            levels.Add(Level(level, encoding, ref exact));
        }

        return directory[^1] == '.' ? null : string.Join('/', levels);
    }

    /// <summary>The directory name of a folder; '.' in a level becomes '_', because Maildir++ cannot hold it.</summary>
    public static byte[] Encode(string name, FolderEncoding encoding)
    {
        var directory = "." + string.Join('.', name.Split('/').Select(level => level.Replace('.', '_')));
        return encoding == FolderEncoding.Utf8 ? Encoding.UTF8.GetBytes(directory) : Encoding.ASCII.GetBytes(ModifiedUtf7.Encode(directory));
    }

    /// <summary>One level of a name.</summary>
    internal static string Level(ReadOnlySpan<byte> level, FolderEncoding encoding, ref bool exact)
    {
        string? decoded = null;
        // Octets above 0x7f are never modified UTF-7: such a folder has another program's spelling.
        var known = encoding == FolderEncoding.Utf8 || !System.Text.Ascii.IsValid(level)
            ? TryUtf8(level, out decoded)
            : ModifiedUtf7.TryDecode(Encoding.Latin1.GetString(level), out decoded);

        // A slash inside a level would make two of it.
        exact &= known && !decoded!.Contains('/');
        return (known ? decoded! : Encoding.Latin1.GetString(level)).Replace('/', '_');
    }

    private static bool TryUtf8(ReadOnlySpan<byte> octets, out string? text)
    {
        text = System.Text.Unicode.Utf8.IsValid(octets) ? Strict.GetString(octets) : null;
        return text is not null;
    }
}
