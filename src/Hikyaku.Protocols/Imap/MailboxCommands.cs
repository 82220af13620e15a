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

        if (session.NameOf(wire) is not { } name)
        {
            return ImapReply.BadName;
        }

        // RFC 9051 §6.3.4: superiors are made too.
        for (var at = name.IndexOf('/', StringComparison.Ordinal); at > 0; at = name.IndexOf('/', at + 1))
        {
            if (session.Mail!.Find(name[..at]) is null && await session.Mail.Create(name[..at], SpecialUse.None, CancellationToken.None) is MailboxResult.Refused refused)
            {
                return Refused(refused.Reason);
            }
        }

        return await session.Mail!.Create(name, use, CancellationToken.None) switch
        {
            MailboxResult.Refused refusal => Refused(refusal.Reason),
            MailboxResult.Done done => ImapReply.Ok($"[MAILBOXID ({ObjectId.OfMailbox(session.Mail.Id, done.Mailbox.Id)})] Created."), // RFC 8474 §4.1
            _ => ImapReply.Ok("Created."),
        };
    }

    public static async ValueTask<ImapReply> Delete(ImapSession session, ImapCommand command)
    {
        if (ReadName(command, out var wire) is { } problem)
        {
            return problem;
        }

        if (session.Find(wire) is not { } info)
        {
            return ImapReply.NoSuchMailbox;
        }

        var result = await session.Mail!.Delete(info.Id, CancellationToken.None);
        if (result is MailboxResult.Refused refused)
        {
            return Refused(refused.Reason);
        }

        if (session.View?.Info.Id == info.Id)
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

        if (session.Find(from) is not { } info)
        {
            return ImapReply.NoSuchMailbox;
        }

        if (session.NameOf(to) is not { } name)
        {
            return ImapReply.BadName;
        }

        var result = await session.Mail!.Rename(info.Id, name, CancellationToken.None);
        if (result is MailboxResult.Refused refused)
        {
            return Refused(refused.Reason);
        }

        if (session.IsRev2 && result is MailboxResult.Done done && session.Names.ToShown(done.Mailbox.Name) is { } shown)
        {
            // RFC 9051 §6.3.6: the new name with its old one.
            ListLine.Write(session, "LIST", done.Mailbox, shown, children: null, session.Names.ToShown(info.Name));
        }

        return ImapReply.Ok("Renamed.");
    }

    public static ValueTask<ImapReply> Subscribe(ImapSession session, ImapCommand command) => SetSubscribed(session, command, subscribed: true);

    public static ValueTask<ImapReply> Unsubscribe(ImapSession session, ImapCommand command) => SetSubscribed(session, command, subscribed: false);

    private static async ValueTask<ImapReply> SetSubscribed(ImapSession session, ImapCommand command, bool subscribed)
    {
        if (ReadName(command, out var wire) is { } problem)
        {
            return problem;
        }

        if (session.NameOf(wire) is not { } name)
        {
            return ImapReply.BadName;
        }

        if (subscribed && session.Mail!.Find(name) is null)
        {
            return ImapReply.NoSuchMailbox;
        }

        return await session.Mail!.SetSubscribed(name, subscribed, CancellationToken.None) is { } refusal ? Refused(refusal) : ImapReply.Ok("Done.");
    }

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
