using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>REPLACE and UID REPLACE (RFC 8508): a message is added and another one removed in one unit.</summary>
internal static class ReplaceCommand
{
    public static async ValueTask<ImapReply> Replace(ImapSession session, ImapCommand command)
    {
        var input = new AppendInput(session, command);
        var set = input.Read(static (ref CommandReader reader) => SequenceSet.Parse(reader.Until(" "u8)));
        input.Expect(' ');
        var wire = input.Read(static (ref CommandReader reader) => reader.AString());
        if (!input.Expect(' ') || set is not { IsSaved: false, Ranges: [var range] } || range.First != range.Last)
        {
            return await input.Abandon(ImapReply.Bad($"Syntax error at {input.Problem ?? "the message: one number expected"}."));
        }

        return Prepare(session, command, set, wire, out var target, out var replaced) is { } problem
            ? await input.Abandon(problem)
            : await Receive(session, command, input, target!, replaced);
    }

    private static ImapReply? Prepare(ImapSession session, ImapCommand command, SequenceSet set, byte[] wire, out MailboxInfo? target, out MessageEntry replaced)
    {
        var view = session.View!;
        target = session.Find(wire);
        replaced = default;
        if (view.IsReadOnly)
        {
            return ImapReply.ReadOnly;
        }

        if (!ReferenceEquals(view.Mail, session.Mail))
        {
            return ImapReply.No("[CANNOT] Only your own messages can be replaced.");
        }

        if (view.Resolve(set, command.IsUid) is not { } uids)
        {
            return ImapReply.Bad("There is no message of such a number.");
        }

        // RFC 8508 §3.3: with nothing to replace, nothing is added.
        if (uids is not [var uid] || !view.Index.TryGet(uid, out replaced))
        {
            return ImapReply.No("[NONEXISTENT] The message is gone.");
        }

        return target is not null ? null : session.NameOf(wire) is null ? ImapReply.BadName : ImapReply.TryCreate;
    }

    private static async ValueTask<ImapReply> Receive(ImapSession session, ImapCommand command, AppendInput input, MailboxInfo target, MessageEntry replaced)
    {
        var mail = session.Mail!;
        await using var reader = new AppendReader(session, input, session.Account!, new QuotaUsage(mail.Usage.Bytes - replaced.Size, mail.Usage.Messages - 1));
        try
        {
            if (await reader.ReadSingle() is { } problem)
            {
                return await input.Abandon(problem);
            }
        }
        catch (StoreUnavailableException exception)
        {
            // What is under way still comes, and must not be read as commands.
            ImapLog.StoreUnavailable(session.Services.Logger, session.Connection.Id, command.Name, exception.Message);
            return await input.Abandon(ImapReply.Unavailable(exception));
        }

        var account = session.Account!;
        var result = await mail.Replace(
            session.View!.Info.Id, replaced.Uid, target.Id, reader.Messages[0], account.QuotaBytes, account.QuotaMessages, CancellationToken.None);
        if (result is not AppendResult.Stored stored)
        {
            return result is AppendResult.Refused { Reason: MessageRefusal.NoSuchMessage }
                ? ImapReply.No("[NONEXISTENT] The message is gone.") : AppendCommand.Refused((AppendResult.Refused)result);
        }

        await AppendCommand.NoteSent(session, target, reader.Messages);
        session.Untagged($"OK {AppendCommand.Code(stored)} Stored."); // RFC 8508 §3.1: before the EXISTS and EXPUNGE of the two
        return ImapReply.Ok("Replaced.");
    }
}
