using System.Text;

namespace Hikyaku.Mail.Migration.Files;

/// <summary>An absolute path as octets; text of it has one character per octet (Latin-1), so that any name survives.</summary>
public readonly record struct BytePath(string Text)
{
    /// <summary>A path given by a person, in UTF-8.</summary>
    public static BytePath FromUtf8(string path) => new(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(path)));

    /// <summary>The last name.</summary>
    public string Name => Text[(Text.LastIndexOf('/') + 1)..];

    /// <summary>A name below it.</summary>
    public static BytePath operator /(BytePath folder, string name) => new(folder.Text.TrimEnd('/') + "/" + name);

    /// <summary>The octets with a closing NUL, as the system wants them.</summary>
    public byte[] ToNative()
    {
        var octets = new byte[Text.Length + 1];
        Encoding.Latin1.GetBytes(Text, octets);
        return octets;
    }

    /// <summary>For people: UTF-8 where it is, else octets as \xNN.</summary>
    public override string ToString() => Show(Text);

    /// <summary>Latin-1 octets for people: UTF-8 where it is, else octets as \xNN; control characters never.</summary>
    public static string Show(string octets)
    {
        var bytes = Encoding.Latin1.GetBytes(octets);
        var text = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : octets;
        var isText = !ReferenceEquals(text, octets);
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c < ' ' || c == 0x7f || (c >= 0x80 && (!isText || c < 0xa0)))
            {
                shown.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            }
            else
            {
                shown.Append(c);
            }
        }

        return shown.ToString();
    }
}
