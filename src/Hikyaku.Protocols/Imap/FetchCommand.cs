using System.Collections.Immutable;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>FETCH and UID FETCH (RFC 9051 §6.4.5).</summary>
internal static class FetchCommand
{
    private const int Batch = 64;

    public static async ValueTask<ImapReply> Fetch(ImapSession session, ImapCommand command)
    {
        var arguments = FetchArguments.Read(command, session.HasUidOnly);
        if (arguments.Problem is { } problem)
        {
            return ImapReply.Bad($"Syntax error at {problem}.");
        }

        var view = session.View!;
        if (arguments.WantsVanished && (!command.IsUid || !session.HasQResync || arguments.ChangedSince is null))
        {
            return ImapReply.Bad("VANISHED goes with UID FETCH, CHANGEDSINCE and ENABLE QRESYNC.");
        }

        if (view.Resolve(arguments.Set!, command.IsUid) is not { } uids)
        {
            return ImapReply.Bad("There is no message of such a number.");
        }

        uids = session.MessageLimit.Newest(uids);
        session.HasCondStore |= arguments.ChangedSince is not null || arguments.Items.Exists(item => item.Kind == FetchKind.ModSeq);
        if (arguments.ChangedSince is { } since)
        {
            uids = ChangedSince(session, view, arguments, uids, since);
        }

        if (arguments.Partial?.Of(uids.Count) is (var start, var length))
        {
            uids = uids.GetRange(start, length); // RFC 9394 §3.2: of those that CHANGEDSINCE leaves
        }

        if (arguments.SetsSeen && !view.IsReadOnly && view.Mailbox.Allows(MailboxRights.Seen))
        {
            await SetSeen(session, view, uids);
        }

        return await Answer(session, view, arguments, uids);
    }

    public static async ValueTask<ImapReply> Answer(ImapSession session, MailboxView view, FetchArguments arguments, List<uint> uids)
    {
        var wanted = arguments.Details;
        var fetch = new FetchWriter(session, view, arguments);
        for (var at = 0; at < uids.Count; at += Batch)
        {
            var batch = uids.GetRange(at, Math.Min(Batch, uids.Count - at));
            var details = wanted == DetailFields.None ? [] : await view.Mail.Details(view.Info.Id, batch, wanted, CancellationToken.None);
            if (arguments.NeedsObjects)
            {
                fetch.Objects = await view.Mail.Objects(view.Info.Id, batch, arguments.NeedsThreads, CancellationToken.None);
            }

            var next = 0;
            foreach (var uid in batch)
            {
                while (next < details.Count && details[next].Uid < uid)
                {
                    next++;
                }

                var detail = next < details.Count && details[next].Uid == uid ? details[next] : null;
                await fetch.Write(uid, detail, wanted == DetailFields.None || wanted.HasFlag(DetailFields.OnlyStored) || detail is not null);
                if (!await session.FlushIfLarge())
                {
                    return ImapReply.Broken;
                }
            }
        }

        return fetch.Problem ?? (fetch.MissedSome
            ? ImapReply.Ok("[EXPUNGEISSUED] Some messages are gone meanwhile.")
            : ImapReply.Ok("Fetched."));
    }

    private static List<uint> ChangedSince(ImapSession session, MailboxView view, FetchArguments arguments, List<uint> uids, ulong since)
    {
        if (arguments.WantsVanished)
        {
            var ranges = arguments.Set!.Resolve(uint.MaxValue);
            var vanished = view.Index.ChangesSince(since).Vanished.Where(uid => ranges.Exists(range => range.First <= uid && uid <= range.Last)).ToList();
            if (vanished.Count > 0)
            {
                session.Writer.Raw("* VANISHED (EARLIER) "u8);
                SequenceSetWriter.Write(session.Writer, vanished);
                session.Writer.Raw("\r\n"u8);
            }
        }

        return uids.FindAll(uid => view.Index.TryGet(uid, out var entry) && entry.ModSeq > since);
    }

    private static async ValueTask SetSeen(ImapSession session, MailboxView view, List<uint> uids)
    {
        var unseen = uids.FindAll(uid => view.Index.TryGet(uid, out var entry) && (entry.Flags & MessageFlags.Seen) == MessageFlags.None);
        if (unseen.Count > 0)
        {
            await view.Mail.StoreFlags(
                view.Info.Id, unseen, new FlagChange(FlagChangeMode.Add, MessageFlags.Seen, ImmutableArray<string>.Empty), null, CancellationToken.None);
        }
    }
}
