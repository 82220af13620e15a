using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>One account while the journal is replayed: its rows, and what its files must hold in the end.</summary>
internal sealed class ReplayedAccount(AccountId id, StoreParts parts)
{
    private readonly Dictionary<MessageLocation, LoggedContent> _contents = [];
    private readonly Dictionary<MessageLocation, MessageLocation> _links = [];
    private readonly HashSet<MessageLocation> _discarded = [];
    private readonly HashSet<MailboxId> _removedMailboxes = [];
    private IAccountDatabase? _database;
    private ulong? _applied;
    private bool _isRemoved;

    public AccountId Id => id;

    /// <summary>Why the rows could not follow: the database is damaged.</summary>
    public StoreUnavailableException? Damage { get; private set; }

    /// <summary>Applies a unit to the rows and notes what the files must hold.</summary>
    /// <exception cref="InvalidDataException">The unit names what is not in its batch; nothing of it is applied.</exception>
    public async ValueTask Replay(AccountUnit unit, IReadOnlyList<LoggedContent> contents, CancellationToken cancellation)
    {
        if (unit.Mutations.Any(m => m is MessagePut { Origin: { Source: MessageSource.Batch, Number: var number } } && number >= contents.Count))
        {
            throw new InvalidDataException("A unit of work names a message that is not in its batch.");
        }

        if (unit.Mutations.Count == 1 && unit.Mutations[0] is AccountRemove)
        {
            Close();
            parts.Accounts.Remove(id);
            (_isRemoved, Damage) = (true, null);
            return;
        }

        try
        {
            await Apply(unit, cancellation);
        }
        catch (StoreUnavailableException exception) when (exception.IsDamaged)
        {
            Damage ??= exception;
        }

        foreach (var mutation in unit.Mutations)
        {
            Follow(mutation, contents);
        }
    }

    private async ValueTask Apply(AccountUnit unit, CancellationToken cancellation)
    {
        if (Damage is not null)
        {
            return;
        }

        _database ??= await parts.Accounts.Open(id, cancellation);
        _applied ??= (await _database.Load(cancellation)).ModSeq;
        // Its rows may have it already; the manifest that the next checkpoint relies on need not.
        parts.Accounts.MarkChanged(id);
        if (unit.Sequence > _applied)
        {
            await _database.Apply(unit, [], parts.Volume.Epoch, durable: false, cancellation);
            _applied = unit.Sequence;
        }
    }

    public void RestoreFiles()
    {
        if (_isRemoved)
        {
            return;
        }

        foreach (var group in _contents.GroupBy(c => c.Value))
        {
            parts.Blobs.Restore(group.Key, [.. group.Select(c => c.Key)]);
        }

        foreach (var (target, source) in _links)
        {
            parts.Blobs.Link(source, target);
        }

        foreach (var location in _discarded)
        {
            parts.Blobs.Discard(location);
        }

        foreach (var mailbox in _removedMailboxes)
        {
            parts.Blobs.DiscardMailbox(id, mailbox);
        }
    }

    public void Close()
    {
        _database?.Dispose();
        _database = null;
    }

    private void Follow(Mutation mutation, IReadOnlyList<LoggedContent> contents)
    {
        switch (mutation)
        {
            case MessagePut put:
                Follow(put, contents);
                break;
            case MessagesRemove remove:
                foreach (var uid in remove.Uids)
                {
                    Forget(MessageLocation.InMailbox(id, remove.Mailbox, uid));
                }

                break;
            case MailboxRemove remove:
                foreach (var location in _contents.Keys.Concat(_links.Keys).Where(l => l.Mailbox == remove.Id.Value).ToList())
                {
                    Forget(location);
                }

                _removedMailboxes.Add(remove.Id);
                break;
            default:
                break;
        }
    }

    private void Follow(MessagePut put, IReadOnlyList<LoggedContent> contents)
    {
        var location = MessageLocation.InMailbox(id, put.Mailbox, put.Uid);
        if (put.Origin.Source == MessageSource.Batch)
        {
            _contents[location] = contents[(int)put.Origin.Number];
        }
        else if (put.Origin.Source == MessageSource.Message)
        {
            var source = MessageLocation.InMailbox(id, put.Origin.Mailbox, put.Origin.Number);
            if (_contents.TryGetValue(source, out var content))
            {
                _contents[location] = content;
            }
            else
            {
                _links[location] = _links.GetValueOrDefault(source, source);
            }
        }
    }

    private void Forget(MessageLocation location)
    {
        _contents.Remove(location);
        _links.Remove(location);
        _discarded.Add(location);
    }
}
