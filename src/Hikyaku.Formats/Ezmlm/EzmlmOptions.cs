namespace Hikyaku.Formats.Ezmlm;

/// <summary>The options of a list: from one empty file each (idx 6 and 7), or from the letters of config or flags.</summary>
public static class EzmlmOptions
{
    private static readonly Dictionary<char, string> ByLetter = new()
    {
        ['a'] = "archived",
        ['b'] = "modgetonly",
        ['d'] = "digested",
        ['f'] = "prefix",
        ['g'] = "subgetonly",
        ['h'] = "nosubconfirm",
        ['i'] = "threaded",
        ['j'] = "nounsubconfirm",
        ['l'] = "modcanlist",
        ['m'] = "modpost",
        ['n'] = "modcanedit",
        ['o'] = "modpostonly",
        ['p'] = "public",
        ['r'] = "remote",
        ['s'] = "modsub",
        ['t'] = "trailer",
        ['u'] = "subpostonly",
        ['w'] = "nowarn",
        ['x'] = "mimeremove",
        ['y'] = "confirmpost",
    };

    private static readonly HashSet<string> Names = [.. ByLetter.Values, "indexed", "replytolist"];

    /// <summary>The options whose files lie in the list's directory.</summary>
    public static IReadOnlySet<string> FromFiles(IEnumerable<string> files) =>
        files.Select(file => file == "text/trailer" ? "trailer" : file).Where(Names.Contains).ToHashSet(StringComparer.Ordinal);

    /// <summary>The options of <c>F:-aBcD…</c> or of a flags file: lower case is on.</summary>
    public static IReadOnlySet<string> FromConfig(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        var letters = lines.FirstOrDefault(line => line.StartsWith("F:", StringComparison.Ordinal))?[2..] ?? lines[0];
        return letters.Where(ByLetter.ContainsKey).Select(letter => ByLetter[letter]).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A line of config, such as <c>5:</c> for the owner; null when absent.</summary>
    public static string? ConfigLine(string text, char key)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('\n').FirstOrDefault(line => line.Length > 2 && line[0] == key && line[1] == ':')?[2..].Trim();
    }
}
