using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Delivery;

/// <summary>Remembers for a while what was stored as sent, by account and Message-ID. It is lost with the process: then two copies may stay.</summary>
/// <remarks>Limits: <see cref="MaxKept"/> messages; when full, what is old is forgotten, then all.</remarks>
internal sealed class SentMemory(TimeProvider time)
{
    /// <summary>How long.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private const int MaxKept = 20_000;
    private readonly Dictionary<(AccountId Account, string Name), (SentCopy Copy, DateTimeOffset Until)> _known = [];
    private readonly Lock _lock = new();

    public SentCopy? Find(AccountId account, string messageId)
    {
        lock (_lock)
        {
            return messageId.Length > 0 && _known.TryGetValue((account, messageId), out var known) && known.Until > time.GetUtcNow() ? known.Copy : null;
        }
    }

    public void Add(AccountId account, string messageId, SentCopy copy)
    {
        if (messageId.Length == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (_known.Count >= MaxKept)
            {
                Forget();
            }

            _known[(account, messageId)] = (copy, time.GetUtcNow() + Span);
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var old in _known.Where(known => known.Value.Until <= now).Select(known => known.Key).ToList())
        {
            _known.Remove(old);
        }

        if (_known.Count >= MaxKept)
        {
            _known.Clear();
        }
    }
}
