using System.Collections.Immutable;

using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Sharing;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>What others may do with the mailboxes of an account. Changed by one unit at a time; read from any thread.</summary>
internal sealed class RightsMemory
{
    private static readonly ImmutableDictionary<Grantee, MailboxRights> Nothing = ImmutableDictionary<Grantee, MailboxRights>.Empty;
    private ImmutableDictionary<MailboxId, ImmutableDictionary<Grantee, MailboxRights>> _all =
        ImmutableDictionary<MailboxId, ImmutableDictionary<Grantee, MailboxRights>>.Empty;

    public RightsMemory(IReadOnlyList<StoredRights> stored)
    {
        foreach (var rights in stored)
        {
            Apply(new RightsPut(rights.Mailbox, rights.Grantee, rights.Rights));
        }
    }

    public ImmutableDictionary<Grantee, MailboxRights> Of(MailboxId mailbox) => _all.GetValueOrDefault(mailbox, Nothing);

    public bool IsGranted(Grantee grantee) => _all.Values.Any(mailbox => mailbox.ContainsKey(grantee));

    public void Apply(Mutation mutation)
    {
        if (mutation is MailboxRemove remove)
        {
            _all = _all.Remove(remove.Id);
        }
        else if (mutation is RightsPut put)
        {
            var (before, grantee) = (Of(put.Mailbox), Grantee.Parse(put.Grantee));
            var after = RightsText.TryParse(put.Rights, out var rights) && rights != MailboxRights.None ? before.SetItem(grantee, rights) : before.Remove(grantee);
            _all = after.IsEmpty ? _all.Remove(put.Mailbox) : _all.SetItem(put.Mailbox, after);
        }
    }
}
