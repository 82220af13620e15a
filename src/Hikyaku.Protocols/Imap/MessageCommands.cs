using System.Buffers;
using System.Text;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>COPY, MOVE and EXPUNGE (RFC 9051 §6.4.3, §6.4.7 to §6.4.9; RFC 4315, RFC 6851).</summary>
internal static class MessageCommands
{
    public static ValueTask<ImapReply> Copy(ImapSession session, ImapCommand command) => Transfer(session, command, isMove: false);

    public static ValueTask<ImapReply> Move(ImapSession session, ImapCommand command) => Transfer(session, command, isMove: true);

    public static async ValueTask<ImapReply> Expunge(ImapSession session, ImapCommand command)
    {
        var view = session.View!;
        if (ReadUids(command, out var set) is { } problem)
        {
            return problem;
        }

        if (view.IsReadOnly)
        {
            return ImapReply.ReadOnly;
        }

        if (!view.Mailbox.Allows(MailboxRights.Expunge))
        {
            return ImapReply.NoPermission;
        }

        var uids = set is null ? null : session.MessageLimit.Newest(Deleted(view, view.Resolve(set, isUid: true)!));
        await view.Mail.Expunge(view.Info.Id, uids, CancellationToken.None);
        view.Sync(session, mayExpunge: true);
        // RFC 7162 §3.2.10: the modseq lets a client that resynchronizes keep up.
        return ImapReply.Ok(session.HasQResync ? FormattableString.Invariant($"[HIGHESTMODSEQ {view.Seen}] Expunged.") : "Expunged.");
    }

    private static List<uint> Deleted(MailboxView view, List<uint> uids) =>
        uids.FindAll(uid => view.Index.TryGet(uid, out var entry) && (entry.Flags & MessageFlags.Deleted) != MessageFlags.None);

    private static async ValueTask<ImapReply> Transfer(ImapSession session, ImapCommand command, bool isMove)
    {
        var view = session.View!;
        if (ReadTransfer(command, out var set, out var wire) is { } problem)
        {
            return problem;
        }

        if (isMove && view.IsReadOnly)
        {
            return ImapReply.ReadOnly;
        }

        if (isMove && !view.Mailbox.Allows(MailboxRights.DeleteMessages | MailboxRights.Expunge))
        {
            return ImapReply.NoPermission;
        }

        if (view.Resolve(set!, command.IsUid) is not { } uids)
        {
            return ImapReply.Bad("There is no message of such a number.");
        }

        if (await session.Reach.Find(wire) is not { } target)
        {
            return await session.Reach.Place(wire) is null ? ImapReply.BadName : ImapReply.TryCreate;
        }

        if (!target.Allows(MailboxRights.Insert))
        {
            return ImapReply.NoPermission;
        }

        // RFC 9738 §3: COPY is whole or not at all.
        if (!isMove && session.MessageLimit.Exceeds(uids.Count))
        {
            return ImapReply.No(FormattableString.Invariant($"[MESSAGELIMIT {session.MessageLimit.Most}] Too many messages at once."));
        }

        uids = session.MessageLimit.Newest(uids);
        var owner = target.Owner;
        var result = target.Owner.Id != view.Mailbox.Owner.Id || !target.Allows(MailboxRights.Flags) ? await ForeignCopy.Run(session, view, uids, target, isMove)
            : isMove ? await view.Mail.Move(view.Info.Id, uids, target.Info.Id, CancellationToken.None)
            : await view.Mail.Copy(view.Info.Id, uids, target.Info.Id, owner.QuotaBytes, owner.QuotaMessages, CancellationToken.None);
        return result is CopyResult.Done done ? Done(session, view, done, isMove, uids.Count) : Refused(((CopyResult.Refused)result).Reason);
    }

    private static ImapReply Done(ImapSession session, MailboxView view, CopyResult.Done done, bool isMove, int wanted)
    {
        var code = done.Pairs.Count == 0 ? "" : CopyUid(done);
        if (!isMove)
        {
            return done.Pairs.Count < wanted && done.Pairs.Count == 0
                ? ImapReply.No("[EXPUNGEISSUED] The messages are gone.")
                : ImapReply.Ok(code + "Copied.");
        }

        if (code.Length > 0)
        {
            session.Untagged($"OK {code}Moved."); // RFC 6851 §4.3: before the EXPUNGE responses
        }

        view.Sync(session, mayExpunge: true);
        return ImapReply.Ok("Done.");
    }

    private static ImapReply Refused(MessageRefusal reason) => reason switch
    {
        MessageRefusal.OverQuota => ImapReply.OverQuota,
        MessageRefusal.NoSuchMailbox => ImapReply.TryCreate,
        MessageRefusal.TooManyKeywords => ImapReply.No("[LIMIT] The mailbox would have too many keywords."),
        _ => ImapReply.No("[LIMIT] The mailbox has no UIDs left."),
    };

    private static string CopyUid(CopyResult.Done done)
    {
        var text = new ArrayBufferWriter<byte>();
        var writer = new ImapWriter(text);
        writer.Raw("[COPYUID "u8);
        writer.Number(done.UidValidity);
        writer.Raw((byte)' ');
        SequenceSetWriter.Write(writer, done.Pairs.Select(pair => pair.Source));
        writer.Raw((byte)' ');
        SequenceSetWriter.Write(writer, done.Pairs.Select(pair => pair.Target));
        writer.Raw("] "u8);
        return Encoding.ASCII.GetString(text.WrittenSpan);
    }

    private static ImapReply? ReadUids(ImapCommand command, out SequenceSet? set)
    {
        var reader = command.Arguments;
        set = null;
        if (command.IsUid)
        {
            set = SequenceSet.Parse(reader.Until(" "u8));
            if (set is null)
            {
                reader.Fail("a set of UIDs");
            }
        }

        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }

    private static ImapReply? ReadTransfer(ImapCommand command, out SequenceSet? set, out byte[] mailbox)
    {
        var reader = command.Arguments;
        set = SequenceSet.Parse(reader.Until(" "u8));
        if (set is null)
        {
            reader.Fail("a sequence set");
        }

        reader.Expect(' ');
        mailbox = reader.AString();
        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }
}
