using System.Buffers.Text;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The announcement of a literal at the end of a line: {n} or {n+} (RFC 9051 §4.3, RFC 7888).</summary>
/// <param name="Length">The octets that follow the line.</param>
/// <param name="IsSynchronizing">The client waits for a continuation.</param>
public readonly record struct LiteralMark(long Length, bool IsSynchronizing)
{
    /// <summary>Finds the announcement at the end of a line without its CRLF.</summary>
    public static bool TryFind(ReadOnlySpan<byte> line, out LiteralMark mark)
    {
        mark = default;
        if (line.Length < 3 || line[^1] != '}')
        {
            return false;
        }

        var open = line.LastIndexOf((byte)'{');
        var number = open < 0 ? [] : line[(open + 1)..^1];
        var isSynchronizing = number.Length == 0 || number[^1] != '+';
        number = isSynchronizing ? number : number[..^1];
        if (number.Length is 0 or > 18 || number.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0
            || !Utf8Parser.TryParse(number, out long length, out _))
        {
            return false;
        }

        mark = new LiteralMark(length, isSynchronizing);
        return true;
    }
}
