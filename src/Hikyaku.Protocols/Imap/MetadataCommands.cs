using System.Globalization;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>GETMETADATA and SETMETADATA of mailboxes and of the server (RFC 5464).</summary>
internal static class MetadataCommands
{
    public static async ValueTask<ImapReply> Get(ImapSession session, ImapCommand command)
    {
        var (get, problem) = ReadGet(command);
        if (get is null)
        {
            return ImapReply.Bad($"Syntax error at {problem}.");
        }

        var mailbox = get.Mailbox.Length == 0 ? null : await session.Reach.Find(get.Mailbox);
        if (mailbox is null && get.Mailbox.Length > 0)
        {
            return ImapReply.NoSuchMailbox;
        }

        if (mailbox?.AllowsAny(AnnotationValues.Readers) == false)
        {
            return ImapReply.NoPermission;
        }

        var known = await AnnotationValues.Read(session, mailbox);
        var longest = Write(session, mailbox?.Shown ?? "", get, known);
        return longest > 0
            ? ImapReply.Ok(string.Create(CultureInfo.InvariantCulture, $"[METADATA LONGENTRIES {longest}] Longer values were left out."))
            : ImapReply.Ok("Metadata given.");
    }

    public static async ValueTask<ImapReply> Set(ImapSession session, ImapCommand command)
    {
        var (set, problem) = ReadSet(command);
        if (set is null)
        {
            return ImapReply.Bad($"Syntax error at {problem}.");
        }

        var limit = session.Services.Mailstore.Limits.AnnotationBytes;
        if (set.Entries.Values.Any(value => value?.Length > limit))
        {
            return ImapReply.No(string.Create(CultureInfo.InvariantCulture, $"[METADATA MAXSIZE {limit}] A value is too long."));
        }

        return set.Mailbox.Length == 0 ? await SetOfServer(session, set) : await SetOfMailbox(session, set);
    }

    // RFC 5464 §6.1.1: what all see of the server is set by its administrator.
    private static async ValueTask<ImapReply> SetOfServer(ImapSession session, SetMetadataCommand set) =>
        set.Entries.Keys.All(AnnotationName.IsPrivate)
            ? Answer(session, await session.Mail!.Annotate(default, Changes(session, set), null, CancellationToken.None))
            : ImapReply.No("[NOPERM] The administrator of the server sets that.");

    private static async ValueTask<ImapReply> SetOfMailbox(ImapSession session, SetMetadataCommand set)
    {
        if (await session.Reach.Find(set.Mailbox) is not { } mailbox)
        {
            return ImapReply.NoSuchMailbox;
        }

        // RFC 5464 §3.3; the use of a mailbox is its owner's.
        if (!set.Entries.Keys.All(name => mailbox.IsOwn || (name != AnnotationValues.UseName
            && (AnnotationName.IsPrivate(name) ? mailbox.AllowsAny(AnnotationValues.Readers) : mailbox.Allows(MailboxRights.Write)))))
        {
            return ImapReply.NoPermission;
        }

        SpecialUse? use = null;
        if (set.Entries.TryGetValue(AnnotationValues.UseName, out var uses))
        {
            if (!AnnotationValues.TryReadUse(uses, out var wanted))
            {
                return ImapReply.No("[USEATTR] One of the known special uses, please."); // RFC 6154 §5.4
            }

            use = wanted;
        }

        return Answer(session, await mailbox.Mail.Annotate(mailbox.Info.Id, Changes(session, set), use, CancellationToken.None));
    }

    private static List<Annotation> Changes(ImapSession session, SetMetadataCommand set) =>
    [
        .. set.Entries.Where(entry => entry.Key != AnnotationValues.UseName)
            .Select(entry => new Annotation(entry.Key, AnnotationName.IsPrivate(entry.Key) ? session.Account!.Id : default, entry.Value)),
    ];

    private static ImapReply Answer(ImapSession session, AnnotationResult result)
    {
        switch (result)
        {
            case AnnotationResult.Done done:
                session.Announcements?.Skip(done.ModSeq);
                return ImapReply.Ok("Metadata set.");
            case AnnotationResult.TooMany:
                return ImapReply.No("[METADATA TOOMANY] There are too many annotations.");
            default:
                return ImapReply.NoSuchMailbox;
        }
    }

    // The longest value that was left out, or 0.
    private static long Write(ImapSession session, string shown, GetMetadataCommand get, SortedDictionary<string, byte[]> known)
    {
        var found = new List<KeyValuePair<string, byte[]?>>();
        var longest = 0L;
        foreach (var name in get.Names)
        {
            var values = known.Where(pair => pair.Key == name || (get.Depth > 0 && AnnotationName.IsBelow(pair.Key, name, get.Depth))).ToList();
            foreach (var (key, value) in values)
            {
                if (value.Length > get.MaxSize)
                {
                    longest = Math.Max(longest, value.Length);
                }
                else
                {
                    found.Add(new(key, value));
                }
            }

            if (values.Count == 0 && get.Depth == 0)
            {
                found.Add(new(name, null));
            }
        }

        if (found.Count > 0)
        {
            MetadataLine.Write(session, shown, found.DistinctBy(pair => pair.Key));
        }

        return longest;
    }

    private static (GetMetadataCommand? Get, string? Problem) ReadGet(ImapCommand command)
    {
        var reader = command.Arguments;
        var get = GetMetadataCommand.Read(ref reader);
        return (get, reader.Problem);
    }

    private static (SetMetadataCommand? Set, string? Problem) ReadSet(ImapCommand command)
    {
        var reader = command.Arguments;
        var set = SetMetadataCommand.Read(ref reader);
        return (set, reader.Problem);
    }
}
