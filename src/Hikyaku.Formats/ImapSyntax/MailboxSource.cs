namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Some of the mailboxes that a search goes through (RFC 7377 §2.2).</summary>
/// <param name="Kind">Which, such as PERSONAL or SUBTREE, in upper case.</param>
/// <param name="Names">The names as the client wrote them.</param>
public sealed record MailboxSource(string Kind, IReadOnlyList<byte[]> Names)
{
    private const int MaxNames = 1000;

    internal static MailboxSource Read(ref CommandReader reader)
    {
        var kind = reader.Word();
        switch (kind)
        {
            case "SELECTED" or "INBOXES" or "PERSONAL" or "SUBSCRIBED":
                return new MailboxSource(kind, []);
            case "SUBTREE" or "SUBTREE-ONE" or "MAILBOXES":
                reader.Expect(' ');
                return new MailboxSource(kind, ReadNames(ref reader));
            default:
                reader.Fail("a source such as SELECTED, PERSONAL or MAILBOXES");
                return new MailboxSource("", []);
        }
    }

    private static List<byte[]> ReadNames(ref CommandReader reader)
    {
        if (!reader.Skip('('))
        {
            return [reader.AString()];
        }

        var names = new List<byte[]>();
        do
        {
            names.Add(reader.AString());
            if (names.Count > MaxNames)
            {
                reader.Fail("fewer names");
            }
        }
        while (!reader.HasFailed && reader.Skip(' '));
        reader.Expect(')');
        return names;
    }
}
