using System.Collections.Immutable;

using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Changes;

/// <summary>Those who follow an account; without any, a unit of work costs nothing here.</summary>
internal sealed class AccountFollowers
{
    private ImmutableArray<AccountFollower> _all = [];

    public AccountFollower Add(ChangeKinds kinds)
    {
        var follower = new AccountFollower(kinds, Remove);
        ImmutableInterlocked.Update(ref _all, static (all, added) => all.Add(added), follower);
        return follower;
    }

    /// <summary>Tells them of a unit; <paramref name="before"/> is the account without it.</summary>
    public void Note(AccountUnit unit, AccountMemory before)
    {
        var all = _all;
        if (all.IsEmpty)
        {
            return;
        }

        foreach (var mutation in unit.Mutations)
        {
            if (Change(mutation, unit.Sequence, before) is { } change)
            {
                foreach (var follower in all)
                {
                    follower.Note(change);
                }
            }
        }
    }

    private void Remove(AccountFollower follower) => ImmutableInterlocked.Update(ref _all, static (all, removed) => all.Remove(removed), follower);

    private static MailChange? Change(Mutation mutation, ulong modSeq, AccountMemory before) => mutation switch
    {
        MailboxPut put when before.Find(put.Id)?.Name is var name && name != put.Name => new MailChange.Named(modSeq, put.Id, put.Name, name),
        MailboxRemove remove when before.Find(remove.Id) is { } gone => new MailChange.Removed(modSeq, remove.Id, gone.Name),
        MailboxCounters counters when before.Find(counters.Id) is { } known && known.HighestModSeq != counters.HighestModSeq =>
            new MailChange.InMailbox(modSeq, counters.Id, known.Exists == counters.Exists && known.UidNext == counters.UidNext),
        SubscriptionPut put => new MailChange.Subscribed(modSeq, put.Name, put.Subscribed),
        AnnotationPut put => new MailChange.Annotated(modSeq, put.Mailbox, put.Reader, put.Name),
        _ => null,
    };
}
