using System.Text;

namespace Hikyaku.Formats.Qmail;

/// <summary>Dot-qmail files and valias lines, in the two dialects of qmail-local and vdelivermail.</summary>
public sealed record DotQmail(IReadOnlyList<DotQmailLine> Lines)
{
    private const int MaxLines = 100_000;

    /// <summary>Only comments or nothing that delivers: accepts and drops the mail.</summary>
    public bool DropsMail => Lines.All(line => line.Kind == DotQmailKind.Comment);

    /// <summary>Reads a .qmail-EXT of a domain as qmail-local does.</summary>
    /// <param name="file">Its octets; an empty file means the system's default delivery, and has no lines.</param>
    /// <param name="forwardOnly">Whether the file has an execute bit.</param>
    public static DotQmail ParseDomain(ReadOnlySpan<byte> file, bool forwardOnly)
    {
        var lines = new List<DotQmailLine>();
        foreach (var line in Split(file))
        {
            if (line.StartsWith('+'))
            {
                forwardOnly |= line == "+list";
                continue;
            }

            if (line.Length > 0 || lines.Count == 0)
            {
                lines.Add(DomainLine(line, forwardOnly));
            }
        }

        return new DotQmail(lines);
    }

    /// <summary>Reads a user's .qmail, or one valias line, as vdelivermail does.</summary>
    public static DotQmail ParseUser(ReadOnlySpan<byte> file)
    {
        var lines = new List<DotQmailLine>();
        foreach (var line in Split(file))
        {
            if (line.Length > 0)
            {
                lines.Add(ParseValias(line));
            }
        }

        return new DotQmail(lines);
    }

    /// <summary>Reads one valias line.</summary>
    public static DotQmailLine ParseValias(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        line = line.TrimEnd(' ', '\t', '\r');
        return line switch
        {
            "" => new DotQmailLine(DotQmailKind.Comment, ""),
            ['#', ..] => new DotQmailLine(DotQmailKind.Comment, line),
            ['|', .. var command] => new DotQmailLine(DotQmailKind.Program, command.Trim()),
            ['.' or '/', .., '/'] or "/" => new DotQmailLine(DotQmailKind.Maildir, line),
            ['.' or '/', ..] => new DotQmailLine(DotQmailKind.Invalid, line),
            ['&', .. var address] => new DotQmailLine(DotQmailKind.Forward, address.Trim()),
            _ => new DotQmailLine(DotQmailKind.Forward, line.Trim()),
        };
    }

    private static DotQmailLine DomainLine(string line, bool forwardOnly)
    {
        var kind = line switch
        {
            "" => DotQmailKind.Invalid,
            ['#', ..] => DotQmailKind.Comment,
            ['|', ..] => DotQmailKind.Program,
            ['.' or '/', .., '/'] => DotQmailKind.Maildir,
            ['.' or '/', ..] => DotQmailKind.Mbox,
            _ => DotQmailKind.Forward,
        };
        var delivers = kind is DotQmailKind.Program or DotQmailKind.Maildir or DotQmailKind.Mbox;
        var text = kind == DotQmailKind.Program || line.StartsWith('&') ? line[1..].Trim() : line;
        return forwardOnly && delivers ? new DotQmailLine(DotQmailKind.Invalid, line) : new DotQmailLine(kind, text);
    }

    private static IEnumerable<string> Split(ReadOnlySpan<byte> file)
    {
        var text = Encoding.Latin1.GetString(file);
        var lines = text.Split('\n', MaxLines + 1);
        return lines.Take(text.EndsWith('\n') ? lines.Length - 1 : lines.Length).Select(line => line.TrimEnd(' ', '\t'));
    }
}
