using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Fuzz.Targets;

public sealed class MetadataTarget : FuzzTarget
{
    public override string Name => "imap-metadata";

    public override IEnumerable<byte[]> Seeds =>
        ["(MAXSIZE 9 DEPTH infinity) INBOX (/shared/comment /private)"u8.ToArray(), "INBOX (DEPTH 1) /shared"u8.ToArray(), "INBOX (/private/comment ~{3}\r\na\0b /shared/a NIL)"u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var get = new CommandReader(input);
        Check(GetMetadataCommand.Read(ref get)?.Names.Where(name => name is not ("/private" or "/shared")));
        var set = new CommandReader(input);
        Check(SetMetadataCommand.Read(ref set)?.Entries.Keys);
    }

    private static void Check(IEnumerable<string>? names)
    {
        foreach (var name in names ?? [])
        {
            if (AnnotationName.Normalize(System.Text.Encoding.ASCII.GetBytes(name)) != name)
            {
                throw new InvalidOperationException("A name that was taken is none.");
            }
        }
    }
}
