using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>Subscribed folders, with '/' between levels; INBOX for the inbox. Names of folders that are gone stay.</summary>
public static class Subscriptions
{
    /// <summary>courierimapsubscribed: <c>INBOX.Sent</c> per line, in the encoding of the folders.</summary>
    public static IReadOnlyList<string> ParseCourier(ReadOnlySpan<byte> file, FolderEncoding encoding)
    {
        var names = new List<string>();
        var lines = new LineWalk(file);
        while (lines.MoveNext())
        {
            var line = lines.Current;
            if (line.SequenceEqual("INBOX"u8))
            {
                names.Add("INBOX");
            }
            else if (line.StartsWith("INBOX."u8) && FolderName.Decode(line[5..], encoding, out _) is { } name)
            {
                names.Add(name);
            }
        }

        return names;
    }

    /// <summary>Dovecot's subscriptions, version 1 (one dotted name per line) or 2 (levels between tabs); always modified UTF-7.</summary>
    public static IReadOnlyList<string> ParseDovecot(ReadOnlySpan<byte> file)
    {
        var names = new List<string>();
        var second = file.StartsWith("V\t2\n"u8);
        var lines = new LineWalk(second ? file[4..] : file);
        while (lines.MoveNext())
        {
            var name = second ? Tabbed(lines.Current) : FolderName.Decode([(byte)'.', .. lines.Current], FolderEncoding.ModifiedUtf7, out _);
            if (!string.IsNullOrEmpty(name))
            {
                names.Add(name);
            }
        }

        return names;
    }

    /// <summary>Writes courierimapsubscribed.</summary>
    public static byte[] WriteCourier(IEnumerable<string> names, FolderEncoding encoding)
    {
        var file = new List<byte>();
        foreach (var name in names)
        {
            file.AddRange("INBOX"u8);
            file.AddRange(name == "INBOX" ? [] : FolderName.Encode(name, encoding));
            file.Add((byte)'\n');
        }

        return [.. file];
    }

    /// <summary>Writes Dovecot's version 2.</summary>
    public static byte[] WriteDovecot(IEnumerable<string> names)
    {
        var text = new StringBuilder("V\t2\n\n");
        foreach (var name in names)
        {
            text.Append(Hikyaku.Formats.Text.ModifiedUtf7.Encode(name.Replace('.', '_')).Replace('/', '\t')).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static string? Tabbed(ReadOnlySpan<byte> line)
    {
        var levels = new List<string>();
        while (!line.IsEmpty)
        {
            var exact = true;
            levels.Add(FolderName.Level(Unescape(Fields.Take(ref line, (byte)'\t')), FolderEncoding.ModifiedUtf7, ref exact));
        }

        return levels.Contains("") ? null : string.Join('/', levels);
    }

    // Dovecot's tab escaping: 0x01 and then 0 NUL, 1 0x01, t TAB, r CR, n LF.
    private static byte[] Unescape(ReadOnlySpan<byte> level)
    {
        var plain = new List<byte>(level.Length);
        for (var at = 0; at < level.Length; at++)
        {
            plain.Add(level[at] != 1 || at + 1 == level.Length ? level[at] : level[++at] switch
            {
                (byte)'0' => (byte)0,
                (byte)'1' => (byte)1,
                (byte)'t' => (byte)'\t',
                (byte)'r' => (byte)'\r',
                (byte)'n' => (byte)'\n',
                var other => other,
            });
        }

        return [.. plain];
    }
}
