namespace Hikyaku.Mail.Store;

/// <summary>One delivery to several accounts while it happens.</summary>
internal sealed class DeliveryUnit(
    StoreParts parts, MessageContent content, IReadOnlyList<MailboxDelivery> deliveries, IReadOnlyList<PendingChange> also)
{
    private readonly DeliveryOutcome[] _outcomes = new DeliveryOutcome[deliveries.Count];
    private readonly Dictionary<long, (AccountCore Core, UnitDraft Draft)> _accounts = [];
    private readonly List<AccountLock> _locks = [];
    private readonly List<MessageLocation> _locations = [];

    public async ValueTask Join(AccountCore core, CancellationToken cancellation)
    {
        _locks.Add(await core.Enter(cancellation));
        _accounts.Add(core.Id.Value, (core, core.Draft()));
    }

    public async ValueTask<IReadOnlyList<DeliveryOutcome>> Run()
    {
        for (var i = 0; i < deliveries.Count; i++)
        {
            _outcomes[i] = Assign(deliveries[i]);
        }

        foreach (var change in also)
        {
            change.Decide(_outcomes);
        }

        var units = _accounts.Values.Where(a => !a.Draft.IsEmpty).Select(a => (a.Core, a.Draft, Unit: a.Draft.Complete())).ToList();
        if (units.Count == 0 && also.Count == 0)
        {
            return _outcomes;
        }

        var ticket = await Append([.. units.Select(u => u.Core.Entry(u.Unit)), .. also.Select(c => c.Entry)]);
        parts.Journal.Hold(ticket, units.Count);
        var written = WriteFiles();
        foreach (var (core, draft, unit) in units)
        {
            await core.Apply(unit, draft.Details, ticket, written);
        }

        foreach (var change in also)
        {
            await change.Apply(content.Id, CancellationToken.None);
        }

        parts.Journal.Applied(ticket);
        return _outcomes;
    }

    public void Release() => _locks.ForEach(held => held.Dispose());

    private DeliveryOutcome Assign(MailboxDelivery delivery)
    {
        var (core, draft) = _accounts[delivery.Account.Id.Value];
        var usage = new QuotaUsage(core.Memory.Usage.Bytes + draft.Added.Bytes, core.Memory.Usage.Messages + draft.Added.Messages);
        if (!usage.HasRoom(content.Length, 1, delivery.Account.QuotaBytes, delivery.Account.QuotaMessages))
        {
            return new DeliveryOutcome.OverQuota();
        }

        var name = MailboxName.Normalize(delivery.Mailbox, parts.Limits);
        var named = delivery.Detail is { } detail ? DetailMailbox.Of(core.Memory.Mailboxes, detail) : null;
        var mailbox = (named ?? (name is null ? null : core.Memory.Find(name)) ?? core.Memory.Find(MailboxName.Inbox)!).Id;
        if (!UidSpace.Has(draft.Mailbox(mailbox), 1))
        {
            return new DeliveryOutcome.NoUidsLeft();
        }

        var message = new AppendMessage(content, delivery.Flags, delivery.Keywords, parts.Time.GetUtcNow());
        var uid = draft.PutMessage(mailbox, next => MessageEdits.Put(draft, mailbox, next, message, 0));
        draft.Details.Add(DetailsFormat.ToStored(mailbox, uid, content.Analysis));
        _locations.Add(MessageLocation.InMailbox(core.Id, mailbox, uid));
        return new DeliveryOutcome.Stored(mailbox, uid);
    }

    private async ValueTask<JournalTicket> Append(List<JournalEntry> entries)
    {
        try
        {
            return await parts.Journal.Append(new JournalBatch(entries, [new BatchContent(content.Id, content)]), durable: true);
        }
        catch
        {
            foreach (var change in also)
            {
                change.Abandon();
            }

            throw;
        }
    }

    // The file is written once for all; when that fails, every account must say so.
    private Action WriteFiles()
    {
        if (also.Any(c => c.KeepsMessage))
        {
            _locations.Add(MessageLocation.InQueue(content.Id));
        }

        try
        {
            parts.Blobs.Put(content, _locations);
            return () => { };
        }
        catch (IOException exception)
        {
            return () => throw new IOException(exception.Message, exception);
        }
    }
}
