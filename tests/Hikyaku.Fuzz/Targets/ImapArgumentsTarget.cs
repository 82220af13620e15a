using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Fuzz.Targets;

public sealed class ImapArgumentsTarget : FuzzTarget
{
    public override string Name => "imap-arguments";

    public override IEnumerable<byte[]> Seeds =>
        ["RETURN (MIN) OR (NOT SEEN 1:*) HEADER x {1}\r\ny SINCE 1-Feb-2024"u8.ToArray(), "(UID BODY.PEEK[1.HEADER.FIELDS (a \"b\")]<0.9>)"u8.ToArray(), "1:3,7,*:9"u8.ToArray(),
        "RETURN (PARTIAL -1:-9 COUNT) (REVERSE DATE SUBJECT) UTF-8 FUZZY TEXT x"u8.ToArray(), "REFERENCES UTF-8 ALL"u8.ToArray(),
        "IN (mailboxes (INBOX \"a b\") subtree x selected) RETURN (COUNT RELEVANCY) UID 1:9"u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var search = new CommandReader(input);
        SearchCommand.Read(ref search);
        var sort = new CommandReader(input);
        SearchCommand.ReadSort(ref sort);
        var thread = new CommandReader(input);
        SearchCommand.ReadThread(ref thread);
        var multi = new CommandReader(input);
        _ = MultiSearchCommand.Read(ref multi).Search.Key.IsPortable();
        var fetch = new CommandReader(input);
        FetchItems.Read(ref fetch);
        SequenceSet.Parse(input)?.Resolve(10);
        _ = ImapDate.TryParseTime(input, out _);
    }
}
