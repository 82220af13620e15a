using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Changes;

/// <summary>What changed in an account since it was taken last, in order. Safe from any thread.</summary>
/// <remarks>Limits: <see cref="Kept"/> changes; who takes too late learns that he missed some.</remarks>
public sealed class AccountFollower : IDisposable
{
    /// <summary>How many changes are kept.</summary>
    public const int Kept = 2000;

    private readonly Lock _lock = new();
    private readonly ChangeKinds _kinds;
    private readonly Action<AccountFollower> _end;
    private readonly HashSet<(MailboxId, bool)> _mailboxes = [];
    private List<MailChange> _changes = [];
    private bool _hasMissed;

    internal AccountFollower(ChangeKinds kinds, Action<AccountFollower> end) => (_kinds, _end) = (kinds, end);

    /// <summary>Takes what there is; <paramref name="hasMissed"/> says that there was more than is kept.</summary>
    public IReadOnlyList<MailChange> Take(out bool hasMissed)
    {
        lock (_lock)
        {
            hasMissed = _hasMissed;
            if (_changes.Count == 0)
            {
                _hasMissed = false;
                return [];
            }

            var taken = _changes;
            (_changes, _hasMissed) = ([], false);
            _mailboxes.Clear();
            return taken;
        }
    }

    /// <summary>Drops what a unit changed: whoever made it need not be told.</summary>
    public void Skip(ulong modSeq)
    {
        lock (_lock)
        {
            _changes.RemoveAll(change => change.ModSeq == modSeq);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _end(this);

    internal void Note(MailChange change)
    {
        if ((change.Kind & _kinds) == ChangeKinds.None)
        {
            return;
        }

        lock (_lock)
        {
            // Once is enough for whoever looks at the mailbox afterwards.
            if (change is MailChange.InMailbox inMailbox && !_mailboxes.Add((inMailbox.Mailbox, inMailbox.IsFlags)))
            {
                return;
            }

            if (_changes.Count < Kept)
            {
                _changes.Add(change);
            }
            else
            {
                _hasMissed = true;
            }
        }
    }
}
