using System.Buffers;
using System.Text;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>STORE and UID STORE (RFC 9051 §6.4.6, RFC 7162 §3.1.3).</summary>
internal static class StoreCommand
{
    public static async ValueTask<ImapReply> Store(ImapSession session, ImapCommand command)
    {
        var view = session.View!;
        if (Read(command, out var set, out var unchangedSince, out var change, out var isSilent) is { } problem)
        {
            return problem;
        }

        if (view.IsReadOnly)
        {
            return ImapReply.ReadOnly;
        }

        if (view.Mailbox.Limit(change!) is not { } allowed)
        {
            return ImapReply.NoPermission; // RFC 4314 §4
        }

        if (view.Resolve(set!, command.IsUid) is not { } uids)
        {
            return ImapReply.Bad("There is no message of such a number.");
        }

        uids = session.MessageLimit.Newest(uids);
        session.HasCondStore |= unchangedSince is not null;
        // Silence is about this change alone: what others did is told first, and told again if they did more meanwhile.
        var before = view.Mail.HighestModSeq;
        view.Sync(session, mayExpunge: false);
        var missed = uids.RemoveAll(uid => !view.Index.TryGet(uid, out _));
        var result = await view.Mail.StoreFlags(view.Info.Id, uids, allowed, unchangedSince, CancellationToken.None);
        if (result is not StoreResult.Done done)
        {
            return ((StoreResult.Refused)result).Reason == MessageRefusal.TooManyKeywords ? ImapReply.No("[LIMIT] Too many or too long keywords.") : ImapReply.Gone;
        }

        view.Sync(session, command.IsUid, isSilent && done.ModSeq <= before + 1 ? done : null);
        if (!isSilent || unchangedSince is not null)
        {
            Repeat(session, view, done, before, withFlags: !isSilent);
        }

        return Answer(session, view, command, done, missed);
    }

    // A flag that was set already changed nothing, but the client asked for the answer; RFC 7162 §3.1.3: UNCHANGEDSINCE always does.
    private static void Repeat(ImapSession session, MailboxView view, StoreResult.Done done, ulong before, bool withFlags)
    {
        foreach (var entry in done.Changed)
        {
            if (entry.ModSeq <= before && view.SequenceOf(entry.Uid) > 0)
            {
                view.WriteChange(session, view.SequenceOf(entry.Uid), entry, withFlags);
            }
        }
    }

    private static ImapReply Answer(ImapSession session, MailboxView view, ImapCommand command, StoreResult.Done done, int missed)
    {
        if (done.Modified.Count > 0)
        {
            var numbers = command.IsUid ? done.Modified : done.Modified.Select(uid => (uint)view.SequenceOf(uid)).Where(number => number > 0);
            var text = new ArrayBufferWriter<byte>();
            SequenceSetWriter.Write(new ImapWriter(text), numbers);
            return ImapReply.Ok($"[MODIFIED {Encoding.ASCII.GetString(text.WrittenSpan)}] Others changed these meanwhile.");
        }

        return missed > 0 && !command.IsUid ? ImapReply.No("[EXPUNGEISSUED] Some of the messages are gone.") : ImapReply.Ok("Stored.");
    }

    private static ImapReply? Read(ImapCommand command, out SequenceSet? set, out ulong? unchangedSince, out FlagChange? change, out bool isSilent)
    {
        var reader = command.Arguments;
        (unchangedSince, change, isSilent) = (null, null, false);
        set = SequenceSet.Parse(reader.Until(" "u8));
        if (set is null)
        {
            reader.Fail("a sequence set");
        }

        reader.Expect(' ');
        if (reader.Skip('('))
        {
            if (!reader.SkipWord("UNCHANGEDSINCE") || !reader.Expect(' '))
            {
                reader.Fail("UNCHANGEDSINCE");
            }

            unchangedSince = reader.Number(long.MaxValue);
            reader.Expect(')');
            reader.Expect(' ');
        }

        var mode = reader.Skip('+') ? FlagChangeMode.Add : reader.Skip('-') ? FlagChangeMode.Remove : FlagChangeMode.Replace;
        var item = reader.Word();
        isSilent = item == "FLAGS.SILENT";
        if (!isSilent && item != "FLAGS")
        {
            reader.Fail("FLAGS or FLAGS.SILENT");
        }

        reader.Expect(' ');
        var names = reader.Flags();
        if (!reader.ExpectEnd())
        {
            return ImapReply.Bad($"Syntax error at {reader.Problem}.");
        }

        // RFC 3501 §2.3.2: \Recent is the server's alone.
        if (names.Contains("\\Recent", StringComparer.OrdinalIgnoreCase))
        {
            return ImapReply.Bad("\\Recent cannot be changed by a client.");
        }

        if (!FlagText.TrySplit(names, out var flags, out var keywords))
        {
            return ImapReply.Bad("There is no such system flag.");
        }

        change = new FlagChange(mode, flags, keywords);
        return null;
    }
}
