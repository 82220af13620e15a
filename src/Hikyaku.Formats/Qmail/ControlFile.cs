using System.Text;

namespace Hikyaku.Formats.Qmail;

/// <summary>A file of /var/qmail/control: lines; blanks and comments do not count.</summary>
public static class ControlFile
{
    /// <summary>Its lines.</summary>
    public static IReadOnlyList<string> Lines(ReadOnlySpan<byte> file) =>
        [.. Encoding.Latin1.GetString(file).Split('\n').Select(line => line.TrimEnd(' ', '\t', '\r')).Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>The domains that virtualdomains gives to themselves, which is vpopmail's form; the other lines apart.</summary>
    public static (IReadOnlyList<string> Domains, IReadOnlyList<string> Other) VirtualDomains(ReadOnlySpan<byte> file)
    {
        var domains = new List<string>();
        var other = new List<string>();
        foreach (var line in Lines(file))
        {
            var own = line.Split(':') is [{ Length: > 0 } domain, var prepend] && !domain.Contains('@') && domain[0] != '.' && prepend.Length > 0;
            (own ? domains : other).Add(own ? line[..line.IndexOf(':')].ToLowerInvariant() : line);
        }

        return (domains, other);
    }
}
