using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>ESEARCH: one search through several mailboxes (RFC 7377).</summary>
internal static class MultiSearchCommands
{
    private const SearchReturn OnlySelected = SearchReturn.Save | SearchReturn.Update | SearchReturn.Context;

    public static async ValueTask<ImapReply> Search(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        var multi = MultiSearchCommand.Read(ref reader);
        if (SearchCommands.Refuse(session, multi.Search, reader.Problem) is { } refused)
        {
            return refused;
        }

        if (multi.Sources.Count == 0 && session.View is null)
        {
            return ImapReply.Bad("Select a mailbox first, or say IN which to search.");
        }

        // RFC 7377 §2.2: numbers and saved results mean something in the selected mailbox alone.
        if (!multi.Search.Key.IsPortable() || (multi.Search.Return & OnlySelected) != SearchReturn.None)
        {
            return ImapReply.Bad("Sequence numbers, \"$\", SAVE and UPDATE are for SEARCH.");
        }

        var notice = new ProgressNotice(session, command.Tag);
        foreach (var mailbox in new SourceMailboxes(session).Of(multi.Sources))
        {
            await Search(session, command, multi.Search, mailbox, notice);
            if (!await session.FlushIfLarge())
            {
                return ImapReply.Broken;
            }
        }

        return ImapReply.Ok("Searched.");
    }

    private static async ValueTask Search(ImapSession session, ImapCommand command, SearchCommand search, MailboxInfo mailbox, ProgressNotice notice)
    {
        if (session.Names.ToShown(mailbox.Name) is not { } shown || await session.Mail!.Index(mailbox.Id, CancellationToken.None) is not { } index)
        {
            return;
        }

        var view = session.View?.Mail.Id == session.Mail.Id && session.View.Info.Id == mailbox.Id ? session.View : null;
        var condition = new SearchConditions(session.Connection.Time.GetUtcNow(), view).Of(await ObjectSearch.Resolve(session.Mail, index, search.Key));
        var found = await new MessageSearch(session.Mail, index, condition).Run(notice.Tell, CancellationToken.None);
        var wanted = search.Return == SearchReturn.None ? search.Options with { Wanted = SearchReturn.All } : search.Options;
        var messages = found.ConvertAll(message => new ShownMessage(message.Uid, 0, message.ModSeq));

        // RFC 7377 §2.1: mailboxes without a match are not told.
        if (messages.Count > 0)
        {
            var result = new SearchResult(wanted, messages) { Scores = condition.Score };
            new ResultWriter(session.Writer, command with { IsUid = true }, result)
                .WriteExtended(search.NamesModSeq, writer => WriteMailbox(session, writer, shown, index.UidValidity));
        }
    }

    private static void WriteMailbox(ImapSession session, ImapWriter writer, string shown, uint uidValidity)
    {
        writer.Raw(" MAILBOX "u8);
        MailboxNames.Write(writer, shown, session.SpeaksUtf8);
        writer.Raw(" UIDVALIDITY "u8);
        writer.Number(uidValidity);
    }
}
