using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>
/// The mailbox indexes of an account that are in memory: those that the account keeps while it is in use, and those that only a session still holds.
/// </summary>
internal sealed class MailboxIndexes
{
    private readonly Dictionary<MailboxId, WeakReference<MailboxIndex>> _all = [];
    private readonly HashSet<MailboxIndex> _kept = [];

    /// <summary>The index, if it is in memory; it is kept from now on.</summary>
    public MailboxIndex? Keep(MailboxId mailbox)
    {
        if (Find(mailbox) is not { } index)
        {
            return null;
        }

        _kept.Add(index);
        return index;
    }

    public void Add(MailboxIndex index)
    {
        _all[index.Id] = new WeakReference<MailboxIndex>(index);
        _kept.Add(index);
    }

    /// <summary>Brings them up to date with a unit.</summary>
    public void Apply(AccountUnit unit)
    {
        foreach (var mutation in unit.Mutations)
        {
            if (Touched(mutation) is { } mailbox)
            {
                Find(mailbox)?.Apply(mutation, unit.Sequence);
            }
        }
    }

    /// <summary>Leaves them to the sessions that hold them.</summary>
    public void Rest() => _kept.Clear();

    /// <summary>Drops them all: a session that holds one learns that its mailbox is gone, and opens it anew.</summary>
    public void Forget()
    {
        foreach (var mailbox in _all.Keys)
        {
            Find(mailbox)?.Apply(new MailboxRemove(mailbox), 0);
        }

        _all.Clear();
        _kept.Clear();
    }

    private MailboxIndex? Find(MailboxId mailbox) => _all.TryGetValue(mailbox, out var reference) && reference.TryGetTarget(out var index) ? index : null;

    private static MailboxId? Touched(Mutation mutation) => mutation switch
    {
        MessagePut put => put.Mailbox,
        FlagsPut put => put.Mailbox,
        MessagesRemove remove => remove.Mailbox,
        MailboxCounters counters => counters.Id,
        MailboxRemove remove => remove.Id,
        _ => null,
    };
}
