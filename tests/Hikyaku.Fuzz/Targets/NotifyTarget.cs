using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Fuzz.Targets;

public sealed class NotifyTarget : FuzzTarget
{
    public override string Name => "imap-notify";

    public override IEnumerable<byte[]> Seeds =>
    [
        "NONE"u8.ToArray(),
        "SET STATUS (selected (MessageNew (UID BODY.PEEK[HEADER.FIELDS (From)]) MessageExpunge FlagChange)) (subtree (a \"b\") NONE)"u8.ToArray(),
        "SET (selected-delayed (MessageNew MessageExpunge)) (mailboxes INBOX (MailboxName SubscriptionChange)) (personal (ServerMetadataChange))"u8.ToArray(),
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var reader = new CommandReader(input);
        if (NotifyCommand.Read(ref reader) is { } notify)
        {
            foreach (var group in notify.Groups)
            {
                group.Problem();
            }
        }
    }
}
