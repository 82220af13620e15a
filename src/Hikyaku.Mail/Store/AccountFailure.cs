namespace Hikyaku.Mail.Store;

/// <summary>Whether an account's files lag behind the journal, and what it keeps for them until they have followed.</summary>
internal sealed class AccountFailure(IJournal journal)
{
    private readonly List<JournalTicket> _unapplied = [];
    private volatile bool _isFailed;
    private volatile bool _isDamaged;

    /// <summary>The account takes no changes.</summary>
    public bool IsFailed => _isFailed;

    /// <summary>The database is to be made anew.</summary>
    public bool IsDamaged => _isDamaged;

    /// <summary>Notes a unit that the files can not have; true when it is the first one.</summary>
    public bool Add(Exception exception, JournalTicket ticket)
    {
        lock (_unapplied)
        {
            var isFirst = !_isFailed;
            _isDamaged |= exception is StoreUnavailableException { IsDamaged: true };
            _isFailed = true;
            _unapplied.Add(ticket);
            return isFirst;
        }
    }

    public void MarkDamaged() => (_isDamaged, _isFailed) = (true, true);

    /// <summary>The files have all that is in the journal.</summary>
    public void End()
    {
        lock (_unapplied)
        {
            _unapplied.ForEach(journal.Applied);
            _unapplied.Clear();
            (_isFailed, _isDamaged) = (false, false);
        }
    }
}
