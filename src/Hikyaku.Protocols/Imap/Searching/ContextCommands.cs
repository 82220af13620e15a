namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>CANCELUPDATE (RFC 5267 §4.3.5).</summary>
internal static class ContextCommands
{
    private const int MaxTags = 100;

    public static ValueTask<ImapReply> CancelUpdate(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        var tags = new List<string>();
        do
        {
            tags.Add(System.Text.Encoding.ASCII.GetString(reader.String()));
            if (tags.Count > MaxTags)
            {
                reader.Fail("fewer tags");
            }
        }
        while (!reader.HasFailed && reader.Skip(' '));
        if (!reader.ExpectEnd())
        {
            return new(ImapReply.Bad($"Syntax error at {reader.Problem}."));
        }

        var isKnown = true;
        foreach (var tag in tags)
        {
            isKnown &= session.View!.Contexts.Cancel(tag);
        }

        return new(isKnown ? ImapReply.Ok("No more updates.") : ImapReply.No("There is no such search to end."));
    }
}
