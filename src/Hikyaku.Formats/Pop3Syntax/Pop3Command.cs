using System.Buffers;
using System.Text;

namespace Hikyaku.Formats.Pop3Syntax;

/// <summary>A command line of POP3 (RFC 1939 §3): a keyword of letters and digits in any case, and what follows the first space.</summary>
/// <param name="Keyword">The keyword in upper case.</param>
/// <param name="Argument">The rest of the line as it came, or empty; a password may hold spaces.</param>
public readonly record struct Pop3Command(string Keyword, string Argument)
{
    private const int LongestKeyword = 12;
    private static readonly SearchValues<byte> KeywordOctets = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8);

    /// <summary>Reads a line without its line end; octets that are no UTF-8 become U+FFFD.</summary>
    /// <returns>False when the line does not begin with a keyword.</returns>
    public static bool TryParse(ReadOnlySpan<byte> line, out Pop3Command command)
    {
        command = default;
        var end = line.IndexOf((byte)' ');
        var keyword = end < 0 ? line : line[..end];
        if (keyword.IsEmpty || keyword.Length > LongestKeyword || char.IsAsciiDigit((char)keyword[0]) || keyword.ContainsAnyExcept(KeywordOctets))
        {
            return false;
        }

        command = new Pop3Command(Encoding.ASCII.GetString(keyword).ToUpperInvariant(), end < 0 ? "" : Encoding.UTF8.GetString(line[(end + 1)..]));
        return true;
    }

    /// <summary>The argument as words.</summary>
    public string[] Words() => Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
