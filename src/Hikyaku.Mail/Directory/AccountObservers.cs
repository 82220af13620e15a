namespace Hikyaku.Mail.Directory;

/// <summary>Who waits for a change of an account or of anything above it. Safe from any thread.</summary>
internal sealed class AccountObservers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, List<Action>> _waiting = [];

    /// <summary>Calls <paramref name="changed"/> after each change until the result is disposed; it must be short and must not throw.</summary>
    public IDisposable Add(AccountId account, Action changed)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(account, out var those))
            {
                _waiting.Add(account, those = []);
            }

            those.Add(changed);
        }

        return new Subscription(this, account, changed);
    }

    public void Tell(EditContext edit)
    {
        foreach (var changed in Concerned(edit))
        {
            changed();
        }
    }

    private List<Action> Concerned(EditContext edit)
    {
        lock (_gate)
        {
            return edit.TouchedEverything
                ? [.. _waiting.Values.SelectMany(those => those)]
                : [.. edit.TouchedAccounts.Distinct().SelectMany(account => _waiting.GetValueOrDefault(account) ?? [])];
        }
    }

    private void Remove(AccountId account, Action changed)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(account, out var those) && those.Remove(changed) && those.Count == 0)
            {
                _waiting.Remove(account);
            }
        }
    }

    private sealed class Subscription(AccountObservers observers, AccountId account, Action changed) : IDisposable
    {
        public void Dispose() => observers.Remove(account, changed);
    }
}
