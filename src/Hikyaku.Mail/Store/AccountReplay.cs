using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>
/// Brings accounts up to date with the journal: rows first, by the same step as live units, then the files of the messages that are still there, since
/// a power cut may have taken files whose rows it left.
/// </summary>
internal sealed class AccountReplay(StoreParts parts) : IJournalReplay
{
    private const int OpenLimit = 200;
    private readonly Dictionary<long, ReplayedAccount> _accounts = [];
    private bool _isSecond;

    public JournalTarget Target => JournalTarget.Account;

    public int Entries { get; private set; }

    public int Accounts => _accounts.Count;

    /// <summary>Brings one account up to date while the store is open.</summary>
    public static ValueTask Recover(AccountId account, StoreParts parts, CancellationToken cancellation) =>
        Recover(account, parts, isSecond: false, cancellation);

    public async ValueTask Replay(JournalEntry entry, IReadOnlyList<LoggedContent> contents, CancellationToken cancellation)
    {
        Entries++;
        if (!_accounts.TryGetValue(entry.TargetId, out var account))
        {
            CloseSome();
            account = new ReplayedAccount(new AccountId(entry.TargetId), parts);
            _accounts.Add(entry.TargetId, account);
        }

        await account.Replay(UnitFormat.Read(entry.Payload.Span), contents, cancellation);
    }

    public async ValueTask Complete(CancellationToken cancellation)
    {
        foreach (var account in _accounts.Values)
        {
            account.Close();
            if (account.Damage is { } damage)
            {
                await RecoverDamaged(account.Id, damage, cancellation);
            }
            else
            {
                account.RestoreFiles();
            }
        }
    }

    // What the journal did to the damaged database is lost with it: all of it comes again over the one that is made anew.
    private async ValueTask RecoverDamaged(AccountId account, StoreUnavailableException damage, CancellationToken cancellation)
    {
        if (_isSecond)
        {
            throw damage;
        }

        parts.Logger.Rebuilding(damage.Message, account.Value);
        await parts.Accounts.Rebuild(account, cancellation);
        await Recover(account, parts, isSecond: true, cancellation);
    }

    private static async ValueTask Recover(AccountId account, StoreParts parts, bool isSecond, CancellationToken cancellation)
    {
        var replay = new AccountReplay(parts) { _isSecond = isSecond };
        foreach (var batch in parts.Journal.Read())
        {
            foreach (var entry in batch.Entries)
            {
                if (entry.Target == JournalTarget.Account && entry.TargetId == account.Value)
                {
                    await replay.Take(entry, batch.Contents, parts.Logger, cancellation);
                }
            }
        }

        await replay.Complete(cancellation);
    }

    private void CloseSome()
    {
        if (_accounts.Count % OpenLimit == OpenLimit - 1)
        {
            foreach (var account in _accounts.Values)
            {
                account.Close();
            }
        }
    }
}
