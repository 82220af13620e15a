using System.Collections.Concurrent;
using System.Globalization;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Metrics;

namespace Hikyaku.Mail.Sending;

/// <summary>The accounts that are held; known in memory from the start of the server on.</summary>
internal sealed class HeldAccounts : IServerPart, IDisposable
{
    internal const string Kind = "held";
    internal const int Most = 100_000;
    private readonly CheckMemory _memory;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<AccountId, HeldAccount> _held = new();
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile bool _isLoaded;

    public HeldAccounts(CheckMemory memory, MailMetrics metrics, TimeProvider time)
    {
        (_memory, _time) = (memory, time);
        metrics.Meter.CreateObservableGauge("hikyaku.sending.held", () => (long)_held.Count, description: "Accounts whose mail is held");
    }

    public async ValueTask<IReadOnlyList<HeldAccount>> All(CancellationToken cancellation)
    {
        await Load(cancellation);
        return [.. _held.Values.OrderBy(held => held.Since)];
    }

    public async ValueTask<HeldAccount?> Find(AccountId account, CancellationToken cancellation)
    {
        await Load(cancellation);
        return _held.GetValueOrDefault(account);
    }

    /// <summary>Holds an account; false: it is held already.</summary>
    public async ValueTask<bool> Add(AccountId account, SentKind? cause, int count, CancellationToken cancellation)
    {
        await Load(cancellation);
        if (!_held.TryAdd(account, new HeldAccount(account, cause, count, _time.GetUtcNow())))
        {
            return false;
        }

        _memory.Note(Kind, string.Create(CultureInfo.InvariantCulture, $"{account.Value}|{cause?.ToString() ?? "-"}|{count}"));
        await _memory.Write(cancellation);
        return true;
    }

    /// <summary>Lets an account go; false: it was not held.</summary>
    public async ValueTask<bool> Remove(AccountId account, CancellationToken cancellation)
    {
        await Load(cancellation);
        foreach (var note in await _memory.List(Kind, "", Most, cancellation))
        {
            if (Read(note)?.Account == account)
            {
                await _memory.Remove(Kind, note.Key, cancellation);
            }
        }

        return _held.TryRemove(account, out _);
    }

    public async Task Start(CancellationToken ct) => await Load(ct);

    public Task Stop(CancellationToken ct) => Task.CompletedTask;

    public void Dispose() => _loading.Dispose();

    private static HeldAccount? Read(CheckNote note) =>
        note.Key.Split('|') is [var id, var cause, var count] && long.TryParse(id, CultureInfo.InvariantCulture, out var account)
        && int.TryParse(count, CultureInfo.InvariantCulture, out var number)
            ? new HeldAccount(new AccountId(account), Enum.TryParse<SentKind>(cause, out var kind) ? kind : null, number, note.First) : null;

    private async ValueTask Load(CancellationToken cancellation)
    {
        if (_isLoaded)
        {
            return;
        }

        await _loading.WaitAsync(cancellation);
        try
        {
            if (!_isLoaded)
            {
                foreach (var note in await _memory.List(Kind, "", Most, cancellation))
                {
                    _ = Read(note) is { } held && _held.TryAdd(held.Account, held);
                }

                _isLoaded = true;
            }
        }
        finally
        {
            _loading.Release();
        }
    }
}
