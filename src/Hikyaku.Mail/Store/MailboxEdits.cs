using System.Security.Cryptography;

using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Sharing;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>Changes of the mailboxes of an account.</summary>
internal sealed class MailboxEdits(AccountCore core)
{
    // RFC 4467 §9: 128 bits at least.
    private const int UrlKeyOctets = 32;

    private StoreLimits Limits => core.Parts.Limits;

    public async ValueTask<MailboxResult> Create(string name, SpecialUse use, CancellationToken cancellation)
    {
        if (MailboxName.Normalize(name, Limits) is not { } normal)
        {
            return Refused(MailboxRefusal.BadName);
        }

        using var held = await core.Enter(cancellation);
        if (core.Memory.Find(normal) is not null)
        {
            return Refused(MailboxRefusal.AlreadyExists);
        }

        if (core.Memory.MailboxCount >= Limits.Mailboxes)
        {
            return Refused(MailboxRefusal.TooMany);
        }

        var draft = core.Draft();
        var mailbox = draft.CreateMailbox(normal, use);
        Inherit(draft, mailbox);
        await core.Commit(draft, [], durable: true);
        return Done(mailbox.Id);
    }

    public async ValueTask<MailboxResult> Rename(MailboxId id, string newName, CancellationToken cancellation)
    {
        if (MailboxName.Normalize(newName, Limits) is not { } normal)
        {
            return Refused(MailboxRefusal.BadName);
        }

        using var held = await core.Enter(cancellation);
        if (core.Memory.Find(id) is not { } mailbox)
        {
            return Refused(MailboxRefusal.NoSuchMailbox);
        }

        if (core.Memory.Find(normal) is not null)
        {
            return Refused(MailboxRefusal.AlreadyExists);
        }

        return mailbox.Name == MailboxName.Inbox
            ? await RenameInbox(mailbox, normal, cancellation)
            : await RenameTree(mailbox, normal);
    }

    public async ValueTask<MailboxResult> Delete(MailboxId id, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        if (core.Memory.Find(id) is not { } mailbox)
        {
            return Refused(MailboxRefusal.NoSuchMailbox);
        }

        if (mailbox.Name == MailboxName.Inbox)
        {
            return Refused(MailboxRefusal.IsInbox);
        }

        var draft = core.Draft();
        draft.Add(new MailboxRemove(id));
        await core.Commit(draft, [], durable: true);
        return new MailboxResult.Done(mailbox);
    }

    public async ValueTask<MailboxRefusal?> SetSubscribed(string name, bool subscribed, CancellationToken cancellation)
    {
        if (MailboxName.Normalize(name, Limits) is not { } normal)
        {
            return MailboxRefusal.BadName;
        }

        using var held = await core.Enter(cancellation);
        if (core.Memory.IsSubscribed(normal) == subscribed)
        {
            return null;
        }

        if (subscribed && core.Memory.Subscriptions.Count >= Limits.Mailboxes)
        {
            return MailboxRefusal.TooMany;
        }

        var draft = core.Draft();
        draft.Add(new SubscriptionPut(normal, subscribed));
        await core.Commit(draft, [], durable: true);
        return null;
    }

    public async ValueTask<bool> ResetUrlKeys(IReadOnlyList<MailboxId> mailboxes, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        var draft = core.Draft();
        foreach (var mailbox in mailboxes)
        {
            if (core.Memory.Find(mailbox) is null)
            {
                return false;
            }

            draft.Add(new UrlKeyPut(mailbox, RandomNumberGenerator.GetBytes(UrlKeyOctets)));
        }

        if (!draft.IsEmpty)
        {
            await core.Commit(draft, [], durable: true);
        }

        return true;
    }

    /// <summary>Gives someone rights on a mailbox, or takes them away; false when the mailbox is gone or has too many.</summary>
    public async ValueTask<bool> SetRights(MailboxId id, Grantee grantee, MailboxRights rights, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        var before = core.Memory.Rights.Of(id);
        if (core.Memory.Find(id) is null || (rights != MailboxRights.None && !before.ContainsKey(grantee) && before.Count >= Limits.GranteesPerMailbox))
        {
            return false;
        }

        var draft = core.Draft();
        draft.Add(new RightsPut(id, grantee.ToString(), RightsText.Format(rights)));
        await core.Commit(draft, [], durable: true);
        return true;
    }

    // RFC 4314 §4: a new mailbox is seen by those who see the one above it.
    private void Inherit(UnitDraft draft, MailboxInfo mailbox)
    {
        var end = mailbox.Name.LastIndexOf('/');
        if (end > 0 && core.Memory.Find(mailbox.Name[..end]) is { } superior)
        {
            foreach (var (grantee, rights) in core.Memory.Rights.Of(superior.Id))
            {
                draft.Add(new RightsPut(mailbox.Id, grantee.ToString(), RightsText.Format(rights)));
            }
        }
    }

    // RFC 9051 §6.3.6: renaming INBOX moves its messages into a new mailbox and leaves it empty; its children stay.
    private async ValueTask<MailboxResult> RenameInbox(MailboxInfo inbox, string newName, CancellationToken cancellation)
    {
        var index = (await core.Index(inbox.Id, cancellation))!;
        var draft = core.Draft();
        var target = draft.CreateMailbox(newName, SpecialUse.None);
        MessageTransfer.Add(draft, index, index.Uids(), target.Id);
        if (index.Count > 0)
        {
            draft.RemoveMessages(inbox.Id, index.Uids(), index);
        }

        await core.Commit(draft, [], durable: true);
        return Done(target.Id);
    }

    // RFC 9051 §6.3.6: the inferiors are renamed too.
    private async ValueTask<MailboxResult> RenameTree(MailboxInfo mailbox, string newName)
    {
        var below = mailbox.Name + "/";
        if (newName.StartsWith(below, StringComparison.Ordinal))
        {
            return Refused(MailboxRefusal.BadName);
        }

        var draft = core.Draft();
        foreach (var moved in core.Memory.Mailboxes)
        {
            if (moved.Id == mailbox.Id || moved.Name.StartsWith(below, StringComparison.Ordinal))
            {
                var name = newName + moved.Name[mailbox.Name.Length..];
                if (core.Memory.Find(name) is not null)
                {
                    return Refused(MailboxRefusal.AlreadyExists);
                }

                draft.Add(new MailboxPut(moved.Id, name, moved.UidValidity, moved.SpecialUse, moved.Created.ToUnixTimeSeconds()));
            }
        }

        await core.Commit(draft, [], durable: true);
        return Done(mailbox.Id);
    }

    private MailboxResult.Done Done(MailboxId id) => new(core.Memory.Find(id)!);

    private static MailboxResult.Refused Refused(MailboxRefusal reason) => new(reason);
}
