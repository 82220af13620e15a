using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>What an account's index may lack.</summary>
internal sealed class PendingTexts
{
    // More than these are as well compared with the whole mailbox.
    private const int MaxUids = 5000;
    private readonly Dictionary<MailboxId, HashSet<uint>?> _mailboxes = [];

    /// <summary>Everything is to be compared.</summary>
    public bool IsAll { get; set; }

    /// <summary>The newest unit of work that is in it.</summary>
    public ulong ModSeq { get; set; }

    /// <summary>Since when it waits.</summary>
    public required long Since { get; init; }

    /// <summary>The mailboxes with the messages to look at; null for all of them.</summary>
    public IReadOnlyDictionary<MailboxId, HashSet<uint>?> Mailboxes => _mailboxes;

    /// <summary>Takes in a unit of work; false when it changes no text.</summary>
    public bool Add(AccountUnit unit)
    {
        var adds = false;
        foreach (var mutation in unit.Mutations)
        {
            adds |= mutation switch
            {
                MessagePut put => Add(put.Mailbox, put.Uid),
                MessagesRemove remove => Add(remove.Mailbox, [.. remove.Uids]),
                MailboxRemove remove => AddWhole(remove.Id),
                _ => false,
            };
        }

        ModSeq = unit.Sequence;
        return adds;
    }

    private bool AddWhole(MailboxId mailbox)
    {
        _mailboxes[mailbox] = null;
        return true;
    }

    private bool Add(MailboxId mailbox, params ReadOnlySpan<uint> uids)
    {
        if (!_mailboxes.TryGetValue(mailbox, out var known))
        {
            known = [];
            _mailboxes.Add(mailbox, known);
        }

        if (known is not null && known.Count + uids.Length > MaxUids)
        {
            return AddWhole(mailbox);
        }

        foreach (var uid in uids)
        {
            known?.Add(uid);
        }

        return true;
    }
}
