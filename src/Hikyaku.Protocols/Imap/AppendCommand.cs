using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Imap;

/// <summary>APPEND (RFC 9051 §6.3.12) of one or more messages (RFC 3502), streamed into the store; all or none.</summary>
internal static class AppendCommand
{
    public static async ValueTask<ImapReply> Append(ImapSession session, ImapCommand command)
    {
        var first = ReadFirst(command, out var wire, out var problem);
        if (first is null || command.Pending is not { } mark)
        {
            return await Abandon(session, command.Pending, ImapReply.Bad($"Syntax error at {problem ?? "the end: a literal expected"}."));
        }

        if (session.Find(wire) is not { } target)
        {
            return await Abandon(session, mark, session.NameOf(wire) is null ? ImapReply.BadName : ImapReply.TryCreate);
        }

        var messages = new List<AppendMessage>();
        try
        {
            return await ReadAll(session, messages, first, mark) ?? await Store(session, target, messages);
        }
        finally
        {
            foreach (var message in messages)
            {
                await message.Content.DisposeAsync();
            }
        }
    }

    private static async ValueTask<ImapReply?> ReadAll(ImapSession session, List<AppendMessage> messages, AppendArguments arguments, LiteralMark mark)
    {
        var account = session.Account!;
        var octets = 0L;
        while (true)
        {
            octets += mark.Length;
            if (mark.Length > session.AppendLimit || messages.Count >= session.Limits.MessagesOfAppend)
            {
                return await Abandon(session, mark, ImapReply.No("[TOOBIG] The message is larger than allowed here."));
            }

            if (!session.Mail!.Usage.HasRoom(octets, messages.Count + 1, account.QuotaBytes, account.QuotaMessages))
            {
                return await Abandon(session, mark, ImapReply.OverQuota);
            }

            if (!session.Services.Mailstore.HasDiskRoom(octets))
            {
                return await Abandon(session, mark, ImapReply.DiskFull);
            }

            var (content, hasNul, isLost) = await Receive(session, mark);
            if (isLost)
            {
                // What follows the message may be another one, and must not be read as commands.
                return ImapReply.DiskFull with { Closes = true };
            }

            if (content is null)
            {
                return ImapReply.Broken;
            }

            messages.Add(new AppendMessage(content, arguments.Flags, arguments.Keywords, arguments.Date ?? session.Connection.Time.GetLocalNow()));
            var line = await session.Source.ReadLine(session.Limits.Literal);
            if (line.Status != ReadStatus.Ok)
            {
                return line.Status == ReadStatus.TooLong ? ImapReply.Bad("The command is too long.") with { Closes = true } : ImapReply.Broken;
            }

            if (hasNul)
            {
                return await Abandon(session, LiteralMark.TryFind(line.Line.Span, out var behind) ? behind : null, NulRefused(arguments));
            }

            if (line.Line.Length == 0)
            {
                return mark.Length == 0 ? ImapReply.No("Nothing to append.") : null;
            }

            if (ReadNext(line.Line.Span, out var next, out var problem) is not { } more)
            {
                return await Abandon(session, next, ImapReply.Bad($"Syntax error at {problem} behind a message."));
            }

            (arguments, mark) = (more, next);
        }
    }

    // RFC 9051 §9: a literal holds no NUL. A literal8 may, but a message with one could not be given back by BODY[] (RFC 9051 §6.4.5).
    private static ImapReply NulRefused(AppendArguments arguments) => arguments.IsBinary
        ? ImapReply.No("[CANNOT] Messages with NUL octets are not stored.") : ImapReply.Bad("A literal must not hold NUL octets.");

    private static async ValueTask<(MessageContent? Content, bool HasNul, bool IsLost)> Receive(ImapSession session, LiteralMark mark)
    {
        if (mark.IsSynchronizing)
        {
            session.Writer.Raw("+ Ready for the message\r\n"u8);
            if (!await session.Flush())
            {
                return default;
            }
        }

        await using var writer = session.Services.Mailstore.CreateMessage();
        var lines = new LineEndings();
        var hasNul = false;
        for (var left = mark.Length; left > 0;)
        {
            var read = await session.Source.Lines.ReadData(session.Limits.Literal, CancellationToken.None);
            if (read.Status == ReadStatus.Interrupted)
            {
                continue;
            }

            if (read.Status != ReadStatus.Ok)
            {
                return default;
            }

            var taken = read.Data.Slice(0, Math.Min(left, read.Data.Length));
            foreach (var piece in taken)
            {
                hasNul |= piece.Span.Contains((byte)0);
                lines.Write(piece.Span, writer);
            }

            left -= taken.Length;
            session.Source.Lines.Advance(taken.End, taken.End);
        }

        try
        {
            return (await writer.Complete(0), hasNul, false);
        }
        catch (StoreUnavailableException)
        {
            return (null, hasNul, true);
        }
    }

    private static async ValueTask<ImapReply> Store(ImapSession session, MailboxInfo target, List<AppendMessage> messages)
    {
        var account = session.Account!;
        var result = await session.Mail!.Append(target.Id, messages, account.QuotaBytes, account.QuotaMessages, CancellationToken.None);
        if (result is AppendResult.Stored stored)
        {
            if (target.SpecialUse == SpecialUse.Sent)
            {
                await session.Services.SentCopies.Appended(account, session.Mail!, target.Id, messages, CancellationToken.None);
            }

            var text = new System.Buffers.ArrayBufferWriter<byte>();
            SequenceSetWriter.Write(new ImapWriter(text), stored.Uids);
            return ImapReply.Ok(FormattableString.Invariant($"[APPENDUID {stored.UidValidity} {System.Text.Encoding.ASCII.GetString(text.WrittenSpan)}] Stored."));
        }

        return ((AppendResult.Refused)result).Reason switch
        {
            MessageRefusal.NoSuchMailbox => ImapReply.TryCreate,
            MessageRefusal.OverQuota => ImapReply.OverQuota,
            MessageRefusal.TooManyKeywords => ImapReply.No("[LIMIT] Too many or too long keywords."),
            _ => ImapReply.No("[LIMIT] The mailbox has no UIDs left."),
        };
    }

    // What does not wait for an answer comes anyway, and would be taken for commands: it is read and dropped.
    private static async ValueTask<ImapReply> Abandon(ImapSession session, LiteralMark? pending, ImapReply reply)
    {
        while (pending is { IsSynchronizing: false } mark)
        {
            if (mark.Length > session.AppendLimit || !await Drop(session, mark.Length))
            {
                session.Bye("[TOOBIG] The message was refused while it was under way.");
                return reply with { Closes = true };
            }

            var line = await session.Source.ReadLine(session.Limits.Literal);
            if (line.Status != ReadStatus.Ok)
            {
                return ImapReply.Broken;
            }

            pending = LiteralMark.TryFind(line.Line.Span, out var next) ? next : null;
        }

        return reply;
    }

    private static async ValueTask<bool> Drop(ImapSession session, long left)
    {
        while (left > 0)
        {
            var read = await session.Source.Lines.ReadData(session.Limits.Literal, CancellationToken.None);
            if (read.Status is not (ReadStatus.Ok or ReadStatus.Interrupted))
            {
                return false;
            }

            if (read.Status == ReadStatus.Ok)
            {
                var taken = read.Data.Slice(0, Math.Min(left, read.Data.Length));
                left -= taken.Length;
                session.Source.Lines.Advance(taken.End, taken.End);
            }
        }

        return true;
    }

    private static AppendArguments? ReadFirst(ImapCommand command, out byte[] mailbox, out string? problem)
    {
        var reader = command.Arguments;
        mailbox = reader.AString();
        reader.Expect(' ');
        var arguments = AppendArguments.Read(ref reader);
        problem = reader.Problem;
        return arguments;
    }

    private static AppendArguments? ReadNext(ReadOnlySpan<byte> line, out LiteralMark mark, out string? problem)
    {
        var reader = new CommandReader(line);
        reader.Expect(' ');
        var arguments = AppendArguments.Read(ref reader);
        if (!LiteralMark.TryFind(line, out mark))
        {
            mark = new LiteralMark(0, IsSynchronizing: true);
            reader.Fail("a literal");
        }

        problem = reader.Problem;
        return reader.HasFailed ? null : arguments;
    }
}
