using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Changes;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>What a session is told after NOTIFY SET, also between commands (RFC 5465). Sessions without it have none of this.</summary>
internal sealed class Notifications : IDisposable
{
    private readonly NotifyFilter _filter;
    private readonly AccountFollower _follower;
    private readonly MailAccount _mail;
    private readonly Mail.Directory.AccountId _reader;

    public Notifications(ImapSession session, IReadOnlyList<NotifyGroup> groups)
    {
        (_filter, _mail, _reader) = (new NotifyFilter(session, groups), session.Mail!, session.Account!.Id);
        _follower = _mail.Follow(Kinds(_filter.All));
    }

    /// <summary>Whether expunges of the selected mailbox are told between commands (RFC 5465 §6.1.1).</summary>
    public bool TellsExpunges => _filter.Selected?.Scope == NotifyScope.Selected;

    /// <summary>Whether the selected mailbox is told of between commands.</summary>
    public bool TellsSelected => _filter.Selected is { Events: not NotifyEvents.None };

    /// <summary>Whether it tells of annotations, so that nobody else must.</summary>
    public bool TellsMetadata => (_filter.All & NotifyEvents.MailboxMetadataChange) != NotifyEvents.None;

    /// <summary>The STATUS of every mailbox with events of messages (RFC 5465 §3.1).</summary>
    public async ValueTask WriteStatus(ImapSession session)
    {
        foreach (var info in _mail.Mailboxes)
        {
            if ((_filter.Of(info.Name) & NotifyEvents.Message) != NotifyEvents.None)
            {
                await WriteStatus(session, info);
                await session.FlushIfLarge();
            }
        }
    }

    /// <summary>Tells what changed since it was told last.</summary>
    public async ValueTask Write(ImapSession session)
    {
        var changes = _follower.Take(out var hasMissed);
        if (hasMissed)
        {
            // RFC 5465 §5.8: from here on nothing is told.
            session.Untagged("OK [NOTIFICATIONOVERFLOW] More happened than could be kept; set notifications anew.");
            session.Notifications = null;
            Dispose();
            return;
        }

        var told = new HashSet<MailboxId>();
        foreach (var change in changes)
        {
            switch (change)
            {
                case MailChange.InMailbox inMailbox when told.Add(inMailbox.Mailbox): await Status(session, inMailbox.Mailbox, changes); break;
                case MailChange.Named named: Name(session, named.Name, named.OldName, _mail.Find(named.Mailbox)); break;
                case MailChange.Removed removed: Name(session, removed.Name, null, null); break;
                case MailChange.Subscribed subscribed: Subscription(session, subscribed); break;
                case MailChange.Annotated annotated when annotated.Reader == default || annotated.Reader == _reader: Metadata(session, annotated); break;
            }

            await session.FlushIfLarge();
        }
    }

    /// <summary>Tells of the selected mailbox; messages that came with what was asked for (RFC 5465 §5.2).</summary>
    public async ValueTask WriteSelected(ImapSession session, MailboxView view, bool mayExpunge)
    {
        var before = view.Count == 0 ? 0 : view.UidAt(view.Count);
        view.Sync(session, mayExpunge);
        if (_filter.Selected is { Items.Count: > 0 } group)
        {
            var added = view.UidsAfter(before);
            if (added.Count > 0)
            {
                List<FetchItem> items = [.. group.Items];
                if (!items.Exists(item => item.Kind == FetchKind.Uid))
                {
                    items.Insert(0, new FetchItem(FetchKind.Uid) { Name = "UID" });
                }

                await FetchCommand.Answer(session, view, new FetchArguments(null, items, null, false, null), added);
            }
        }
    }

    public void Dispose() => _follower.Dispose();

    private async ValueTask Status(ImapSession session, MailboxId mailbox, IReadOnlyList<MailChange> changes)
    {
        if (_mail.Find(mailbox) is not { } info || IsSelected(session, mailbox))
        {
            return;
        }

        var events = _filter.Of(info.Name);
        var isFlags = !changes.Any(change => change is MailChange.InMailbox { IsFlags: false } other && other.Mailbox == mailbox);
        if ((events & (isFlags ? NotifyEvents.FlagChange : NotifyEvents.MessageNew)) != NotifyEvents.None)
        {
            await WriteStatus(session, info);
        }
    }

    private static ValueTask WriteStatus(ImapSession session, MailboxInfo info)
    {
        if (session.Names.ToShown(info.Name) is not { } shown || IsSelected(session, info.Id))
        {
            return default;
        }

        string[] items = session.HasCondStore
            ? ["MESSAGES", "UIDNEXT", "UIDVALIDITY", "UNSEEN", "HIGHESTMODSEQ"] : ["MESSAGES", "UIDNEXT", "UIDVALIDITY", "UNSEEN"];
        return StatusCommands.Write(session, session.Mail!, info, shown, items);
    }

    private static bool IsSelected(ImapSession session, MailboxId mailbox) => session.View is { Mailbox.IsOwn: true } view && view.Info.Id == mailbox;

    private void Name(ImapSession session, string name, string? oldName, MailboxInfo? info)
    {
        var events = _filter.Of(name) | (oldName is null ? NotifyEvents.None : _filter.Of(oldName));
        if ((events & NotifyEvents.MailboxName) != NotifyEvents.None && session.Names.ToShown(name) is { } shown)
        {
            ListLine.Write(session, "LIST", info, shown, session.Names.Separator, children: null, oldName is null ? null : session.Names.ToShown(oldName));
        }
    }

    private void Subscription(ImapSession session, MailChange.Subscribed change)
    {
        // A name that is no longer subscribed belongs to the group that it belonged to.
        if (((_filter.Of(change.Name) | _filter.OfSubscribed) & NotifyEvents.SubscriptionChange) != NotifyEvents.None
            && session.Names.ToShown(change.Name) is { } shown)
        {
            ListLine.Write(session, "LIST", _mail.Find(change.Name), shown, session.Names.Separator, children: null, oldName: null, change.IsSubscribed ? "\\Subscribed" : "");
        }
    }

    private void Metadata(ImapSession session, MailChange.Annotated change)
    {
        if (change.Mailbox == default)
        {
            if ((_filter.All & NotifyEvents.ServerMetadataChange) != NotifyEvents.None)
            {
                MetadataLine.Announce(session, "", [change.Name]);
            }
        }
        else if (_mail.Find(change.Mailbox) is { } info && session.Names.ToShown(info.Name) is { } shown
            && (_filter.Of(info.Name) & NotifyEvents.MailboxMetadataChange) != NotifyEvents.None)
        {
            MetadataLine.Announce(session, shown, [change.Name]);
        }
    }

    private static ChangeKinds Kinds(NotifyEvents events) =>
        ((events & NotifyEvents.MessageNew) == NotifyEvents.None ? ChangeKinds.None : ChangeKinds.Messages)
        | ((events & NotifyEvents.FlagChange) == NotifyEvents.None ? ChangeKinds.None : ChangeKinds.Flags)
        | ((events & NotifyEvents.MailboxName) == NotifyEvents.None ? ChangeKinds.None : ChangeKinds.Names)
        | ((events & NotifyEvents.SubscriptionChange) == NotifyEvents.None ? ChangeKinds.None : ChangeKinds.Subscriptions)
        | ((events & (NotifyEvents.MailboxMetadataChange | NotifyEvents.ServerMetadataChange)) == NotifyEvents.None
            ? ChangeKinds.None : ChangeKinds.Annotations);
}
