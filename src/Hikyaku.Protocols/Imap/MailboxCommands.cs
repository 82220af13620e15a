using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>CREATE, DELETE, RENAME, SUBSCRIBE and UNSUBSCRIBE (RFC 9051 §6.3.4 to §6.3.8, RFC 6154 §3).</summary>
internal static class MailboxCommands
{
    public static async ValueTask<ImapReply> Create(ImapSession session, ImapCommand command)
    {
        var (wire, use, problem) = CreateArguments(command);
        if (problem is not null)
        {
            return problem;
        }

        if (await session.Reach.Place(wire) is not { } place || session.Reach.IsRootName(place))
        {
            return ImapReply.BadName;
        }

        // RFC 4314 §4: k on the mailbox above.
        if (!place.IsOwn && place.Superior()?.Allows(MailboxRights.Create) != true)
        {
            return place.Superior() is null ? ImapReply.NoSuchMailbox : ImapReply.NoPermission;
        }

        var name = place.Name;
        // RFC 9051 §6.3.4: superiors are made too.
        for (var at = name.IndexOf('/', StringComparison.Ordinal); at > 0; at = name.IndexOf('/', at + 1))
        {
            if (place.Mail.Find(name[..at]) is null && await place.Mail.Create(name[..at], SpecialUse.None, CancellationToken.None) is MailboxResult.Refused refused)
            {
                return Refused(refused.Reason);
            }
        }

        return await place.Mail.Create(name, use, CancellationToken.None) switch
        {
            MailboxResult.Refused refusal => Refused(place, refusal.Reason),
            MailboxResult.Done done => ImapReply.Ok($"[MAILBOXID ({ObjectId.OfMailbox(place.Mail.Id, done.Mailbox.Id)})] Created."), // RFC 8474 §4.1
            _ => ImapReply.Ok("Created."),
        };
    }

    public static async ValueTask<ImapReply> Delete(ImapSession session, ImapCommand command)
    {
        if (ReadName(command, out var wire) is { } problem)
        {
            return problem;
        }

        if (await session.Reach.Find(wire) is not { } mailbox)
        {
            return ImapReply.NoSuchMailbox;
        }

        if (!mailbox.Allows(MailboxRights.DeleteMailbox))
        {
            return ImapReply.NoPermission;
        }

        var result = await mailbox.Mail.Delete(mailbox.Info.Id, CancellationToken.None);
        if (result is MailboxResult.Refused refused)
        {
            return Refused(refused.Reason);
        }

        if (session.View is { } view && view.Mail.Id == mailbox.Mail.Id && view.Info.Id == mailbox.Info.Id)
        {
            session.View = null;
        }

        return ImapReply.Ok("Deleted.");
    }

    public static async ValueTask<ImapReply> Rename(ImapSession session, ImapCommand command)
    {
        if (ReadNames(command, out var from, out var to) is { } problem)
        {
            return problem;
        }

        if (await session.Reach.Find(from) is not { } mailbox)
        {
            return ImapReply.NoSuchMailbox;
        }

        if (await session.Reach.Place(to) is not { } place || session.Reach.IsRootName(place))
        {
            return ImapReply.BadName;
        }

        if (RenameRefusal(mailbox, place) is { } refusal)
        {
            return refusal;
        }

        var result = await mailbox.Mail.Rename(mailbox.Info.Id, place.Name, CancellationToken.None);
        if (result is MailboxResult.Refused refused)
        {
            return Refused(place, refused.Reason);
        }

        if (session.IsRev2 && result is MailboxResult.Done done)
        {
            // RFC 9051 §6.3.6: the new name with its old one.
            ListLine.Write(session, "LIST", done.Mailbox, place.Shown, place.Separator, children: null, mailbox.Shown);
        }

        return ImapReply.Ok("Renamed.");
    }

    // RFC 4314 §4: x on the mailbox, k on the one above its new place. A mailbox stays with its owner.
    private static ImapReply? RenameRefusal(ReachedMailbox mailbox, MailboxPlace place) =>
        place.Owner.Id != mailbox.Owner.Id ? ImapReply.No("[CANNOT] A mailbox stays with its owner; copy its messages.")
        : mailbox.IsOwn ? null
        : mailbox.Info.Name == "INBOX" ? Refused(MailboxRefusal.IsInbox)
        : mailbox.Allows(MailboxRights.DeleteMailbox) && place.Superior()?.Allows(MailboxRights.Create) == true ? null
        : ImapReply.NoPermission;

    public static ValueTask<ImapReply> Subscribe(ImapSession session, ImapCommand command) => SetSubscribed(session, command, subscribed: true);

    public static ValueTask<ImapReply> Unsubscribe(ImapSession session, ImapCommand command) => SetSubscribed(session, command, subscribed: false);

    private static async ValueTask<ImapReply> SetSubscribed(ImapSession session, ImapCommand command, bool subscribed)
    {
        if (ReadName(command, out var wire) is { } problem)
        {
            return problem;
        }

        if (MailboxNames.Decode(wire, session.SpeaksUtf8) is not { } shown)
        {
            return ImapReply.BadName;
        }

        if (subscribed && await session.Reach.Find(wire) is null)
        {
            return session.Reach.IsForeign(shown) || session.NameOf(wire) is not null ? ImapReply.NoSuchMailbox : ImapReply.BadName;
        }

        // A name of another account is subscribed to as it is shown.
        var name = session.Reach.IsForeign(shown) ? shown.TrimEnd('/') : session.Names.ToStore(shown);
        if (name is null)
        {
            return ImapReply.BadName;
        }

        return await session.Mail!.SetSubscribed(name, subscribed, CancellationToken.None) is { } refusal ? Refused(refusal) : ImapReply.Ok("Done.");
    }

    // RFC 4314 §6: that a name is taken would tell of a mailbox that the session may not know of.
    private static ImapReply Refused(MailboxPlace place, MailboxRefusal reason) =>
        reason == MailboxRefusal.AlreadyExists && place.Find() is null ? ImapReply.NoPermission : Refused(reason);

    private static ImapReply Refused(MailboxRefusal reason) => reason switch
    {
        MailboxRefusal.NoSuchMailbox => ImapReply.NoSuchMailbox,
        MailboxRefusal.AlreadyExists => ImapReply.No("[ALREADYEXISTS] There is a mailbox of that name."),
        MailboxRefusal.IsInbox => ImapReply.No("[CANNOT] INBOX stays."),
        MailboxRefusal.TooMany => ImapReply.No("[LIMIT] The account has too many mailboxes."),
        _ => ImapReply.BadName,
    };

    private static ImapReply? ReadName(ImapCommand command, out byte[] wire)
    {
        var reader = command.Arguments;
        wire = reader.AString();
        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }

    private static ImapReply? ReadNames(ImapCommand command, out byte[] from, out byte[] to)
    {
        var reader = command.Arguments;
        from = reader.AString();
        reader.Expect(' ');
        to = reader.AString();
        return reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}.");
    }

    // What shows messages of other mailboxes (\All, \Flagged) is not made here.
    public static SpecialUse UseOf(string attribute) => attribute.ToUpperInvariant() switch
    {
        "\\ARCHIVE" => SpecialUse.Archive,
        "\\DRAFTS" => SpecialUse.Drafts,
        "\\JUNK" => SpecialUse.Junk,
        "\\SENT" => SpecialUse.Sent,
        "\\TRASH" => SpecialUse.Trash,
        _ => SpecialUse.None,
    };

    private static (byte[] Name, SpecialUse Use, ImapReply? Problem) CreateArguments(ImapCommand command)
    {
        var reader = command.Arguments;
        var name = reader.AString();
        var use = SpecialUse.None;
        if (reader.Skip(' ') && reader.Skip('('))
        {
            if (!reader.SkipWord("USE") || !reader.Expect(' ') || !reader.Expect('('))
            {
                reader.Fail("USE (...)");
            }

            var flags = new List<string>();
            while (!reader.HasFailed && !reader.Peek(')'))
            {
                flags.Add(reader.Flag());
                reader.Skip(' ');
            }

            reader.Expect(')');
            reader.Expect(')');
            // RFC 6154 §3: a use that cannot be given refuses the whole.
            if (!reader.HasFailed && (flags.Count > 1 || (flags.Count == 1 && (use = UseOf(flags[0])) == SpecialUse.None)))
            {
                return (name, use, ImapReply.No("[USEATTR] One of the known special uses, please."));
            }
        }

        return (name, use, reader.ExpectEnd() ? null : ImapReply.Bad($"Syntax error at {reader.Problem}."));
    }
}
