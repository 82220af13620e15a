using System.Buffers;
using System.Text;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>APPEND (RFC 9051 §6.3.12) of one or more messages (RFC 3502), streamed into the store; all or none.</summary>
internal static class AppendCommand
{
    public static async ValueTask<ImapReply> Append(ImapSession session, ImapCommand command)
    {
        var input = new AppendInput(session, command);
        var wire = input.Read(static (ref CommandReader reader) => reader.AString());
        if (!input.Expect(' '))
        {
            return await input.Abandon(ImapReply.Bad($"Syntax error at {input.Problem}."));
        }

        if (await session.Reach.Find(wire) is not { } target)
        {
            return await input.Abandon(await session.Reach.Place(wire) is null ? ImapReply.BadName : ImapReply.TryCreate);
        }

        if (!target.Allows(MailboxRights.Insert))
        {
            return await input.Abandon(ImapReply.NoPermission);
        }

        await using var reader = new AppendReader(session, input, target.Owner, target.Mail.Usage);
        try
        {
            return await reader.ReadAll() is { } problem ? await input.Abandon(problem) : await Store(session, target, reader.Messages);
        }
        catch (StoreUnavailableException exception)
        {
            // What is under way still comes, and must not be read as commands.
            ImapLog.StoreUnavailable(session.Services.Logger, session.Connection.Id, command.Name, exception.Message);
            return await input.Abandon(ImapReply.Unavailable(exception));
        }
    }

    /// <summary>Why the store took no message.</summary>
    public static ImapReply Refused(AppendResult.Refused refused) => refused.Reason switch
    {
        MessageRefusal.NoSuchMailbox => ImapReply.TryCreate,
        MessageRefusal.OverQuota => ImapReply.OverQuota,
        MessageRefusal.TooManyKeywords => ImapReply.No("[LIMIT] Too many or too long keywords."),
        _ => ImapReply.No("[LIMIT] The mailbox has no UIDs left."),
    };

    /// <summary>The response code that names the new messages (RFC 4315 §3).</summary>
    public static string Code(AppendResult.Stored stored)
    {
        var text = new ArrayBufferWriter<byte>();
        SequenceSetWriter.Write(new ImapWriter(text), stored.Uids);
        return FormattableString.Invariant($"[APPENDUID {stored.UidValidity} {Encoding.ASCII.GetString(text.WrittenSpan)}]");
    }

    /// <summary>Has a copy of sent mail that a mail program keeps count as the one that the server would keep.</summary>
    public static async ValueTask NoteSent(ImapSession session, MailboxInfo target, IReadOnlyList<AppendMessage> messages)
    {
        if (target.SpecialUse == SpecialUse.Sent)
        {
            await session.Services.SentCopies.Appended(session.Account!, session.Mail!, target.Id, messages, CancellationToken.None);
        }
    }

    private static async ValueTask<ImapReply> Store(ImapSession session, ReachedMailbox target, IReadOnlyList<AppendMessage> messages)
    {
        var account = target.Owner;
        var result = await target.Mail.Append(target.Info.Id, [.. messages.Select(target.Limit)], account.QuotaBytes, account.QuotaMessages, CancellationToken.None);
        if (result is not AppendResult.Stored stored)
        {
            return Refused((AppendResult.Refused)result);
        }

        if (target.IsOwn)
        {
            await NoteSent(session, target.Info, messages);
        }

        return ImapReply.Ok(Code(stored) + " Stored.");
    }
}
