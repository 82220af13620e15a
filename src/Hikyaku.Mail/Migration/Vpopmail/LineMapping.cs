using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.Qmail;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>What the lines of one dot-qmail file or of one valias name come to.</summary>
internal sealed class LineMapping
{
    private const int MaxMessage = 256 * 1024;

    /// <summary>Where mail is forwarded.</summary>
    public List<string> Targets { get; } = [];

    /// <summary>Whether one's own Maildir is named.</summary>
    public bool KeepsCopy { get; private set; }

    /// <summary>Whether the address itself is a target.</summary>
    public bool NamesItself { get; private set; }

    /// <summary>An automatic reply.</summary>
    public PlannedAutoresponder? Autoresponder { get; private set; }

    /// <summary>Whether a line could not be mapped.</summary>
    public bool HasUnmapped { get; private set; }

    /// <summary>Maps lines; what cannot be mapped is reported under the address.</summary>
    public static LineMapping Of(IEnumerable<DotQmailLine> lines, string address, VpopmailHost host, SourceTree tree, MigrationReport report)
    {
        var mapping = new LineMapping();
        foreach (var line in lines)
        {
            if (!mapping.Add(line, address, host, tree))
            {
                mapping.HasUnmapped = true;
                report.Add(ReportOutcome.LeftOut, address, line.Kind == DotQmailKind.Program ? "ProgramLine" : "LineUnmapped", BytePath.Show(line.Text));
            }
        }

        return mapping;
    }

    private bool Add(DotQmailLine line, string address, VpopmailHost host, SourceTree tree) => line.Kind switch
    {
        DotQmailKind.Comment => true,
        DotQmailKind.Forward => AddTarget(line.Text, address),
        DotQmailKind.Maildir => AddMaildir(line.Text, address, host),
        DotQmailKind.Program => AddProgram(line.Text, address, tree),
        _ => false,
    };

    // A target without a domain is one of the same domain.
    private bool AddTarget(string text, string address)
    {
        var utf8 = System.Text.Encoding.Latin1.GetBytes(text.Contains('@') ? text : text + address[address.LastIndexOf('@')..]);
        if (!Address.TryParse(utf8, out var target))
        {
            return false;
        }

        if (target.Canonical == address)
        {
            NamesItself = true;
        }
        else
        {
            Targets.Add(target.ToString());
        }

        return true;
    }

    private bool AddMaildir(string path, string address, VpopmailHost host)
    {
        var home = path.TrimEnd('/');
        home = home.EndsWith("/Maildir", StringComparison.Ordinal) ? home[..^"/Maildir".Length] : home;
        if (path is "./Maildir/" || host.Homes.GetValueOrDefault(home) == address)
        {
            KeepsCopy = true;
            return true;
        }

        if (host.Homes.TryGetValue(home, out var owner))
        {
            Targets.Add(owner);
            return true;
        }

        return false;
    }

    private bool AddProgram(string command, string address, SourceTree tree)
    {
        // qmailadmin's older way to drop mail.
        if (command.Split(' ')[0] is "/bin/true" or "/usr/bin/true" or "true")
        {
            return true;
        }

        if (AutorespondCommand.Parse(command) is not { } call || tree.Resolve(call.MessagePath) is not { } path
            || ByteFiles.ReadAll(path, MaxMessage) is not { } message)
        {
            return false;
        }

        Autoresponder = new PlannedAutoresponder(address, call.Period, call.MaxReplies, call.QuotesOriginal, message);
        return true;
    }
}
