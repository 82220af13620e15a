using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>dovecot-keywords: <c>index name</c> per line; index n is the letter 'a' + n of file names, 26 at most.</summary>
public static class DovecotKeywords
{
    /// <summary>The most names that letters can tell apart.</summary>
    public const int Max = 26;

    /// <summary>The names by index; null where none is given.</summary>
    public static string?[] Parse(ReadOnlySpan<byte> file)
    {
        var names = new string?[Max];
        var lines = new LineWalk(file);
        while (lines.MoveNext())
        {
            var rest = lines.Current;
            if (Fields.TryNumber(Fields.Take(ref rest), out uint index) && index < Max && !rest.IsEmpty)
            {
                names[index] = Encoding.UTF8.GetString(rest);
            }
        }

        return names;
    }

    /// <summary>Writes the file.</summary>
    public static byte[] Write(IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        for (var index = 0; index < Math.Min(names.Count, Max); index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{index} {names[index]}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
