using Hikyaku.Mail.Directory;

namespace Hikyaku.Protocols.Pop3;

/// <summary>When accounts signed in last, for LOGIN-DELAY (RFC 2449 §6.5).</summary>
/// <remarks>Limits: <see cref="MaxAccounts"/> accounts; when there are more, those whose delay is over are forgotten, or else all.</remarks>
internal sealed class Pop3SignInTimes(TimeProvider time)
{
    internal const int MaxAccounts = 100_000;
    private readonly Dictionary<AccountId, DateTimeOffset> _times = [];
    private readonly Lock _lock = new();

    /// <summary>Notes a sign-in; false when the one before is not long enough ago.</summary>
    public bool TryEnter(AccountId account, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            return true;
        }

        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_times.TryGetValue(account, out var last) && now - last < delay)
            {
                return false;
            }

            MakeRoom(now, delay);
            _times[account] = now;
            return true;
        }
    }

    private void MakeRoom(DateTimeOffset now, TimeSpan delay)
    {
        if (_times.Count < MaxAccounts)
        {
            return;
        }

        foreach (var (account, last) in _times)
        {
            if (now - last >= delay)
            {
                _times.Remove(account);
            }
        }

        if (_times.Count >= MaxAccounts)
        {
            _times.Clear();
        }
    }
}
