using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>courierimapkeywords/:list: names, a blank line, then <c>BASE:i j k</c>.</summary>
public static class CourierKeywordList
{
    /// <summary>Keywords per base name (Latin-1).</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Parse(ReadOnlySpan<byte> file)
    {
        var names = new List<string>();
        var lines = new LineWalk(file);
        while (lines.MoveNext() && !lines.Current.IsEmpty)
        {
            names.Add(Encoding.UTF8.GetString(lines.Current));
        }

        var messages = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        while (lines.MoveNext())
        {
            var colon = lines.Current.LastIndexOf((byte)':');
            if (colon > 0)
            {
                messages[Encoding.Latin1.GetString(lines.Current[..colon])] = Pick(names, lines.Current[(colon + 1)..]);
            }
        }

        return messages;
    }

    /// <summary>The content of a file <c>BASE</c> or <c>.N.BASE</c>: all keywords of one message.</summary>
    public static IReadOnlyList<string> ParseMessage(ReadOnlySpan<byte> file)
    {
        var keywords = new List<string>();
        var lines = new LineWalk(file);
        while (lines.MoveNext())
        {
            if (!lines.Current.IsEmpty)
            {
                keywords.Add(Encoding.UTF8.GetString(lines.Current));
            }
        }

        return keywords;
    }

    /// <summary>
    /// What a file of the folder is: its message and rank, where the highest rank wins (a plain name is the newest); null for
    /// <c>:list</c> and leftovers.
    /// </summary>
    public static (string BaseName, long Rank)? Classify(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name[0] == ':')
        {
            return null;
        }

        if (name[0] != '.')
        {
            return (Encoding.Latin1.GetString(name), long.MaxValue);
        }

        var rest = name[1..];
        return Fields.TryNumber(Fields.Take(ref rest, (byte)'.'), out long rank) && !rest.IsEmpty
            ? (Encoding.Latin1.GetString(rest), rank)
            : null;
    }

    /// <summary>Writes :list.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, IReadOnlyList<string>> messages)
    {
        var names = messages.Values.SelectMany(keywords => keywords).Distinct(StringComparer.Ordinal).ToList();
        var index = names.Select((name, at) => (name, at)).ToDictionary(pair => pair.name, pair => pair.at, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var name in names)
        {
            text.Append(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name))).Append('\n');
        }

        text.Append('\n');
        foreach (var (baseName, keywords) in messages)
        {
            text.Append(baseName).Append(':');
            text.AppendJoin(' ', keywords.Select(keyword => index[keyword].ToString(CultureInfo.InvariantCulture))).Append('\n');
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static List<string> Pick(List<string> names, ReadOnlySpan<byte> indexes)
    {
        var picked = new List<string>();
        while (!indexes.IsEmpty)
        {
            if (Fields.TryNumber(Fields.Take(ref indexes), out uint at) && at < names.Count)
            {
                picked.Add(names[(int)at]);
            }
        }

        return picked;
    }
}
