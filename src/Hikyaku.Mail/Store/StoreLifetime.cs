using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Searching.Indexing;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Store;

/// <summary>Opens the store: takes the data folder, replays the journal, then checkpoints in the background until it is stopped.</summary>
/// <param name="store">The store.</param>
/// <param name="replays">Who else has entries in the journal.</param>
/// <param name="logger">What happens in the background.</param>
/// <param name="settings">The settings, which are in the data folder and so can be read only once it is this process's.</param>
public sealed class StoreLifetime(
    Mailstore store, IEnumerable<IJournalReplay> replays, ILogger<StoreLifetime> logger, Func<Settings.Settings>? settings = null) : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource _stopping = new();
    private Task? _background;
    private Task _analysis = Task.CompletedTask;
    private Settings.Settings? _settings;

    /// <summary>Whether the store is open.</summary>
    public bool IsOpen => _background is not null;

    /// <summary>Opens the store; when it returns, everything that was ever acknowledged is there.</summary>
    /// <exception cref="DataFolderInUseException">Another process has the data folder.</exception>
    /// <exception cref="DataFolderTooNewException">A newer version made it.</exception>
    public ValueTask Start(CancellationToken cancellation) => Start([], cancellation);

    /// <summary>Opens the store, and makes the databases of some accounts anew from their files before the journal is replayed over them.</summary>
    /// <inheritdoc cref="Start(CancellationToken)"/>
    public async ValueTask Start(IReadOnlyList<AccountId> rebuild, CancellationToken cancellation)
    {
        if (IsOpen)
        {
            return;
        }

        await store.Parts.Volume.Open(cancellation);
        try
        {
            foreach (var account in rebuild)
            {
                await store.Parts.Accounts.Rebuild(account, cancellation);
            }

            await Replay(cancellation);
            FollowSettings();
        }
        catch
        {
            store.Parts.Volume.Abandon();
            throw;
        }

        await Checkpoint(cancellation);
        _background = Run(_stopping.Token);
        _analysis = Task.WhenAll(
            store.Parts.Backlog.Run(store, logger, _stopping.Token), store.Parts.Backlog.Search(store.Parts.Accounts, _stopping.Token),
            IndexWorker.Run(store, store.Parts.Time, logger, _stopping.Token));
    }

    /// <summary>Makes everything durable, closes all files and gives the data folder back.</summary>
    public async ValueTask Stop()
    {
        if (_background is { } background)
        {
            await _stopping.CancelAsync();
            await background;
            await _analysis;
            _background = null;
            _settings?.Changed -= Choose;
            await store.CloseAll();
            await store.Parts.Volume.Close();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stopping.Dispose();
    }

    private void FollowSettings()
    {
        if (settings?.Invoke() is { } found)
        {
            _settings = found;
            _settings.Changed += Choose;
            Choose();
        }
    }

    private void Choose()
    {
        store.Parts.Volume.KeepFree(_settings!.Get(StoreSettings.FreeSpace));
        store.Parts.Index.IsOn = _settings.Get(StoreSettings.SearchIndex);
    }

    private async ValueTask Replay(CancellationToken cancellation)
    {
        var accounts = new AccountReplay(store.Parts);
        List<IJournalReplay> all = [accounts, .. replays];
        foreach (var batch in store.Parts.Journal.Read())
        {
            foreach (var entry in batch.Entries)
            {
                foreach (var replay in all.Where(r => r.Target == entry.Target))
                {
                    await replay.Take(entry, batch.Contents, logger, cancellation);
                }
            }
        }

        foreach (var replay in all)
        {
            await replay.Complete(cancellation);
        }

        if (accounts.Entries > 0)
        {
            logger.Replayed(accounts.Entries, accounts.Accounts);
        }
    }

    private async Task Run(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Tick, store.Parts.Time);
        var last = store.Parts.Time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                if (store.Parts.Volume.WantsCheckpoint || store.Parts.Time.GetElapsedTime(last) >= store.Parts.Limits.CheckpointInterval)
                {
                    await Checkpoint(stopping);
                    last = store.Parts.Time.GetTimestamp();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stop checkpoints once more itself.
        }
    }

    private async ValueTask Checkpoint(CancellationToken stopping)
    {
        try
        {
            await store.Tend(stopping);
            await store.Parts.Volume.Checkpoint(stopping);
        }
#pragma warning disable CA1031 // The background must go on: a full disk may have room again later.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.CheckpointFailed(exception);
        }
    }
}
