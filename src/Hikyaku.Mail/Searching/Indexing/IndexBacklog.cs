using System.Threading.Channels;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>
/// The accounts whose indexes lag. It waits until the server has a quiet moment, but not for ever: mail comes first, and what is not indexed is found
/// all the same.
/// </summary>
internal sealed class IndexBacklog(TimeProvider time, StoreLimits limits)
{
    private const int Patience = 30;
    private readonly Lock _lock = new();
    private readonly Dictionary<AccountId, PendingTexts> _waiting = [];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _lastChange = time.GetTimestamp();

    /// <summary>Whether there are indexes at all.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Whether mail came in just now.</summary>
    public bool IsBusy => time.GetElapsedTime(Interlocked.Read(ref _lastChange)) < limits.IndexQuiet;

    /// <summary>Notes a unit of work that was committed.</summary>
    public void Note(AccountId account, AccountUnit unit)
    {
        if (!IsOn)
        {
            return;
        }

        lock (_lock)
        {
            if (Pending(account).Add(unit))
            {
                Interlocked.Exchange(ref _lastChange, time.GetTimestamp());
                Signal();
            }
        }
    }

    /// <summary>Notes an account whose index may lack anything.</summary>
    public void Add(AccountId account, ulong modSeq)
    {
        if (!IsOn)
        {
            return;
        }

        lock (_lock)
        {
            var pending = Pending(account);
            (pending.IsAll, pending.ModSeq) = (true, Math.Max(modSeq, pending.ModSeq));
            Signal();
        }
    }

    /// <summary>Waits for an account and takes what is pending for it.</summary>
    public async ValueTask<(AccountId Account, PendingTexts Pending)> Next(CancellationToken cancellation)
    {
        while (true)
        {
            if (Oldest() is { } since)
            {
                if (!IsBusy || time.GetElapsedTime(since) >= limits.IndexQuiet * Patience)
                {
                    return Take();
                }

                await Task.Delay(limits.IndexQuiet / 4, time, cancellation);
            }
            else
            {
                await _signal.Reader.ReadAsync(cancellation);
            }
        }
    }

    /// <summary>Takes what is pending for one account; null when nothing is.</summary>
    public PendingTexts? Take(AccountId account)
    {
        lock (_lock)
        {
            return _waiting.Remove(account, out var pending) ? pending : null;
        }
    }

    private long? Oldest()
    {
        lock (_lock)
        {
            return _waiting.Count == 0 ? null : _waiting.Values.Min(pending => pending.Since);
        }
    }

    private (AccountId Account, PendingTexts Pending) Take()
    {
        lock (_lock)
        {
            var (account, pending) = _waiting.MinBy(entry => entry.Value.Since);
            _waiting.Remove(account);
            return (account, pending);
        }
    }

    private PendingTexts Pending(AccountId account)
    {
        if (!_waiting.TryGetValue(account, out var pending))
        {
            pending = new PendingTexts { Since = time.GetTimestamp() };
            _waiting.Add(account, pending);
        }

        return pending;
    }

    private void Signal() => _signal.Writer.TryWrite(true);
}
