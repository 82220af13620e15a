using System.Text;
using Hikyaku.Formats.Ezmlm;
using Hikyaku.Formats.Qmail;
using Hikyaku.Formats.Vpopmail;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Dot-qmail files, their commands, and .qmail-default.</summary>
public sealed class DotQmailTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "dot-qmail";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "&a@b.test\n/home/v/Maildir/\n|/bin/x\n#c\n+list\nd@e.test"u8.ToArray(),
        "| /home/vpopmail/bin/vdelivermail '' $EXT@b.test\n"u8.ToArray(),
        "|/usr/local/bin/autorespond 86400 3 /h/message /h/vacation 1\n"u8.ToArray(),
        "|/usr/local/bin/ezmlm/ezmlm-send '/home/v/news'\n"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var lines = DotQmail.ParseDomain(input, forwardOnly: false).Lines.Concat(DotQmail.ParseUser(input).Lines);
        foreach (var line in lines.Where(line => line.Kind == DotQmailKind.Program))
        {
            AutorespondCommand.Parse(line.Text);
            if (EzmlmCommand.IsEzmlm(line.Text) && EzmlmCommand.ListDirectory(line.Text) is { } directory && !directory.StartsWith('/') && directory.Length > 0)
            {
                throw new InvalidOperationException($"'{directory}' is no absolute path");
            }
        }

        var text = Encoding.Latin1.GetString(input);
        if (VdelivermailDefault.Parse(text) is not VdelivermailDefault.Unknown and var known && VdelivermailDefault.Parse(known.Write("/v/vdelivermail")) != known)
        {
            throw new InvalidOperationException($"'{known}' does not read back");
        }
    }
}
