using System.Globalization;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>SELECT, EXAMINE, CLOSE and UNSELECT (RFC 9051 §6.3.2, §6.3.3, §6.4.1, §6.4.2; RFC 7162).</summary>
internal static class SelectCommands
{
    public static ValueTask<ImapReply> Select(ImapSession session, ImapCommand command) => Open(session, command, isReadOnly: false);

    public static ValueTask<ImapReply> Examine(ImapSession session, ImapCommand command) => Open(session, command, isReadOnly: true);

    public static async ValueTask<ImapReply> Close(ImapSession session, ImapCommand command)
    {
        var view = session.View!;
        session.View = null;
        if (!view.IsReadOnly && view.Mailbox.Allows(MailboxRights.Expunge))
        {
            await view.Mail.Expunge(view.Info.Id, null, CancellationToken.None);
        }

        return ImapReply.Ok("Closed.");
    }

    public static ValueTask<ImapReply> Unselect(ImapSession session, ImapCommand command)
    {
        session.View = null;
        return new(ImapReply.Ok("Unselected."));
    }

    private static async ValueTask<ImapReply> Open(ImapSession session, ImapCommand command, bool isReadOnly)
    {
        var arguments = SelectArguments.Read(command);
        if (arguments.Problem is { } problem)
        {
            return ImapReply.Bad($"Syntax error at {problem}.");
        }

        if (arguments.Resync is not null && !session.HasQResync)
        {
            return ImapReply.Bad("ENABLE QRESYNC first.");
        }

        // RFC 9051 §6.3.2: the old mailbox is closed even when the new one cannot be opened.
        if (session.View is not null)
        {
            session.View = null;
            if (session.HasQResync || session.IsRev2)
            {
                session.Untagged("OK [CLOSED] The previous mailbox is closed.");
            }
        }

        if (await session.Reach.Find(arguments.Mailbox) is not { } mailbox || await mailbox.Mail.Index(mailbox.Info.Id, CancellationToken.None) is not { } index)
        {
            return ImapReply.NoSuchMailbox;
        }

        if (!mailbox.Allows(MailboxRights.Read))
        {
            return ImapReply.NoPermission;
        }

        // RFC 4314 §5.2
        isReadOnly |= !mailbox.AllowsAny(MailboxRights.Change);
        session.HasCondStore |= arguments.HasCondStore;
        var view = new MailboxView(mailbox, index, isReadOnly);
        session.View = view;
        Describe(session, view);
        if (arguments.Resync is { } resync && resync.UidValidity == index.UidValidity)
        {
            Resync(session, view, resync);
        }

        return ImapReply.Ok(isReadOnly ? "[READ-ONLY] Opened for reading." : "[READ-WRITE] Opened.");
    }

    private static void Describe(ImapSession session, MailboxView view)
    {
        view.WriteFlags(session, view.Index.KnownKeywords());
        view.WriteCounts(session);
        if (!session.IsRev2 && !session.HasUidOnly && FirstUnseen(view) is > 0 and var unseen)
        {
            session.Untagged(string.Create(CultureInfo.InvariantCulture, $"OK [UNSEEN {unseen}] The first unseen message."));
        }

        session.Untagged(string.Create(CultureInfo.InvariantCulture, $"OK [UIDVALIDITY {view.Index.UidValidity}] UIDs are valid."));
        session.Untagged(string.Create(CultureInfo.InvariantCulture, $"OK [UIDNEXT {view.Index.UidNext}] The next UID."));
        session.Untagged(string.Create(CultureInfo.InvariantCulture, $"OK [HIGHESTMODSEQ {Math.Max(1, view.Seen)}] The newest change."));
        session.Untagged($"OK [MAILBOXID ({ObjectId.OfMailbox(view.Mail.Id, view.Info.Id)})] Its name may change, this stays."); // RFC 8474 §4.2
        if (session.IsRev2)
        {
            ListLine.Write(session, "LIST", view.Mailbox.IsOwn ? view.Info : view.Info with { SpecialUse = SpecialUse.None }, view.Mailbox.Shown, view.Mailbox.Separator, children: null, oldName: null);
        }
    }

    private static int FirstUnseen(MailboxView view)
    {
        if (view.Info.Unseen == 0)
        {
            return 0;
        }

        var entries = new List<MessageEntry>();
        view.Index.CopyTo(0, uint.MaxValue, entries);
        foreach (var entry in entries)
        {
            if ((entry.Flags & MessageFlags.Seen) == MessageFlags.None)
            {
                return view.SequenceOf(entry.Uid);
            }
        }

        return 0;
    }

    // RFC 7162 §3.2.5: what vanished and what changed since the client's last visit. The sequence match data only saves octets.
    private static void Resync(ImapSession session, MailboxView view, Resynchronization resync)
    {
        var changes = view.Index.ChangesSince(resync.ModSeq);
        var known = resync.KnownUids?.Resolve(uint.MaxValue);
        var vanished = new List<uint>();
        foreach (var uid in changes.Vanished)
        {
            if (Contains(known, uid))
            {
                vanished.Add(uid);
            }
        }

        if (vanished.Count > 0)
        {
            session.Writer.Raw("* VANISHED (EARLIER) "u8);
            SequenceSetWriter.Write(session.Writer, vanished);
            session.Writer.Raw("\r\n"u8);
        }

        foreach (var entry in changes.Changed)
        {
            if (Contains(known, entry.Uid) && view.SequenceOf(entry.Uid) > 0)
            {
                view.WriteChange(session, view.SequenceOf(entry.Uid), entry, withFlags: true);
            }
        }
    }

    private static bool Contains(List<SequenceRange>? ranges, uint uid) => ranges is null || ranges.Exists(range => range.First <= uid && uid <= range.Last);
}
