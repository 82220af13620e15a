using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>maildirsize: the quota text, then deltas of octets and messages.</summary>
/// <param name="Quota">Line 1.</param>
/// <param name="Bytes">Their sum.</param>
/// <param name="Messages">Their sum.</param>
public readonly record struct MaildirSize(string Quota, long Bytes, long Messages)
{
    /// <summary>Reads a file; lines that are no two numbers are skipped.</summary>
    public static MaildirSize Parse(ReadOnlySpan<byte> file)
    {
        var quota = Encoding.Latin1.GetString(Fields.Take(ref file, (byte)'\n')).Trim();
        var size = new MaildirSize(quota, 0, 0);
        var lines = new LineWalk(file);
        while (lines.MoveNext())
        {
            var text = Encoding.Latin1.GetString(lines.Current).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (text is [var bytes, var count] && long.TryParse(bytes, CultureInfo.InvariantCulture, out var octets) && long.TryParse(count, CultureInfo.InvariantCulture, out var messages))
            {
                size = size with { Bytes = unchecked(size.Bytes + octets), Messages = unchecked(size.Messages + messages) };
            }
        }

        return size;
    }
}
