using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>A unit of work being put together under the account's lock: it gives out UIDs and counts, and changes nothing until it is committed.</summary>
internal sealed class UnitDraft(AccountMemory memory, long now, ulong? sequence = null)
{
    private readonly List<Mutation> _mutations = [];
    private readonly Dictionary<MailboxId, MailboxInfo> _touched = [];
    private long _nextMailboxId = memory.NextMailboxId;
    private uint _lastUidValidity = memory.LastUidValidity;

    public ulong ModSeq { get; } = sequence ?? memory.ModSeq + 1;

    public long Now { get; } = now;

    public bool IsEmpty => _mutations.Count == 0;

    /// <summary>Whether a mailbox's counts change.</summary>
    public bool HasTouched => _touched.Count > 0;

    /// <summary>How much the unit adds to the account.</summary>
    public QuotaUsage Added { get; private set; }

    /// <summary>The details that are known of the messages it adds.</summary>
    public List<StoredDetails> Details { get; } = [];

    /// <summary>A mailbox as the unit leaves it.</summary>
    public MailboxInfo Mailbox(MailboxId id) => _touched.TryGetValue(id, out var touched) ? touched : memory.Find(id)!;

    public void Add(Mutation mutation) => _mutations.Add(mutation);

    public MailboxInfo CreateMailbox(string name, SpecialUse use, uint uidValidity = 0, MailboxId? id = null)
    {
        // RFC 9051 §2.3.1.1: a name that is used again must not repeat a UIDVALIDITY; the clock alone may have stood still.
        _lastUidValidity = Math.Max(_lastUidValidity, uidValidity != 0 ? uidValidity : Math.Max((uint)Now, _lastUidValidity + 1));
        var mailbox = new MailboxInfo
        {
            Id = id ?? new MailboxId(_nextMailboxId++),
            Name = name,
            UidValidity = uidValidity != 0 ? uidValidity : _lastUidValidity,
            SpecialUse = use,
            Created = DateTimeOffset.FromUnixTimeSeconds(Now),
            HighestModSeq = ModSeq,
        };
        Add(new MailboxPut(mailbox.Id, name, mailbox.UidValidity, use, Now));
        _touched.Add(mailbox.Id, mailbox);
        return mailbox;
    }

    public uint PutMessage(MailboxId mailbox, Func<uint, MessagePut> make, uint wantedUid = 0)
    {
        var info = Mailbox(mailbox);
        var uid = wantedUid != 0 ? wantedUid : info.UidNext;
        var put = make(uid);
        Add(put);
        _touched[mailbox] = info with
        {
            UidNext = Math.Max(info.UidNext, uid + 1),
            HighestModSeq = ModSeq,
            Exists = info.Exists + 1,
            Unseen = info.Unseen + (put.Flags.HasFlag(MessageFlags.Seen) ? 0 : 1),
            Deleted = info.Deleted + (put.Flags.HasFlag(MessageFlags.Deleted) ? 1 : 0),
            Bytes = info.Bytes + put.Size,
        };
        Added = new QuotaUsage(Added.Bytes + put.Size, Added.Messages + 1);
        return uid;
    }

    public void RemoveMessages(MailboxId mailbox, uint[] ascending, MailboxIndex index)
    {
        var info = Mailbox(mailbox);
        foreach (var uid in ascending)
        {
            index.TryGetRow(uid, out var row);
            info = info with
            {
                Exists = info.Exists - 1,
                Unseen = info.Unseen - (row.Flags.HasFlag(MessageFlags.Seen) ? 0 : 1),
                Deleted = info.Deleted - (row.Flags.HasFlag(MessageFlags.Deleted) ? 1 : 0),
                Bytes = info.Bytes - row.Size,
            };
        }

        Add(new MessagesRemove(mailbox, ModSeq, ascending));
        _touched[mailbox] = info with { HighestModSeq = ModSeq };
    }

    public void SetFlags(MailboxId mailbox, in StoredMessage before, MessageFlags flags, string keywords)
    {
        var info = Mailbox(mailbox);
        Add(new FlagsPut(mailbox, before.Uid, flags, keywords));
        _touched[mailbox] = info with
        {
            HighestModSeq = ModSeq,
            Unseen = info.Unseen + Has(before.Flags, MessageFlags.Seen) - Has(flags, MessageFlags.Seen),
            Deleted = info.Deleted - Has(before.Flags, MessageFlags.Deleted) + Has(flags, MessageFlags.Deleted),
        };
    }

    public void Touch(MailboxInfo mailbox) => _touched[mailbox.Id] = mailbox;

    public void Forget(MailboxId mailbox) => _touched.Remove(mailbox);

    public AccountUnit Complete()
    {
        foreach (var mailbox in _touched.Values)
        {
            Add(new MailboxCounters(mailbox.Id, mailbox.UidNext, mailbox.HighestModSeq, mailbox.Exists, mailbox.Unseen, mailbox.Deleted,
                mailbox.Bytes, mailbox.RecentUid));
        }

        return new AccountUnit(ModSeq, _mutations);
    }

    private static int Has(MessageFlags flags, MessageFlags flag) => (flags & flag) == MessageFlags.None ? 0 : 1;
}
