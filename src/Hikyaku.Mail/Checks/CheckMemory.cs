using System.Collections.Immutable;

using Hikyaku.Mail.Checks.Greylisting;
using Hikyaku.Mail.Sending;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Checks;

/// <summary>What checks remember over a restart. Notes are written in batches behind the mail; the last seconds may be lost in a crash.</summary>
/// <remarks>Limits: at most <see cref="MostPending"/> notes wait; more are dropped. What is old is forgotten once an hour.</remarks>
internal sealed class CheckMemory(ICheckStorage storage, TimeProvider time, ILogger<CheckMemory> logger) : IServerPart, IAsyncDisposable
{
    /// <summary>Whom somebody of a domain of ours wrote to.</summary>
    internal const string Correspondent = "wrote";

    private const int MostPending = 100_000;
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>How long and how much of each kind is remembered.</summary>
    private static readonly (string Kind, TimeSpan Age, int Most)[] Limits =
    [
        (CheckHits.Kind, TimeSpan.FromDays(400), 200_000),
        (Greylist.Pending, TimeSpan.FromDays(3), 500_000),
        (Greylist.Passed, TimeSpan.FromDays(36), 500_000),
        (Greylist.Client, TimeSpan.FromDays(36), 100_000),
        (Correspondent, TimeSpan.FromDays(90), 1_000_000),
        .. Enum.GetValues<SentKind>().Select(kind => (SendingHistory.NameOf(kind), TimeSpan.FromDays(SendingHistory.Days), 1_000_000)),
        (SendingHistory.Recipient, TimeSpan.FromDays(365), 2_000_000),
        (SendingHistory.Network, TimeSpan.FromDays(180), 500_000),
        (SendingHistory.Released, TimeSpan.FromDays(SendingHistory.Days), 100_000),
        (HeldAccounts.Kind, TimeSpan.FromDays(3650), HeldAccounts.Most),
    ];

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _stopped = new();
    private Dictionary<(string Kind, string Key), CheckNote> _pending = [];
    private ImmutableDictionary<(string Kind, string Key), CheckNote> _underWay = ImmutableDictionary<(string Kind, string Key), CheckNote>.Empty;
    private Task _work = Task.CompletedTask;
    private bool _isDisposed;

    internal static string CorrespondentKey(string domain, string address) => $"{domain}|{address}";

    /// <summary>Something was seen now.</summary>
    public void Note(string kind, string key, int count = 1)
    {
        var now = time.GetUtcNow();
        var note = new CheckNote(kind, key, now, now, count);
        lock (_gate)
        {
            if (_pending.TryGetValue((kind, key), out var known))
            {
                _pending[(kind, key)] = known.And(note);
            }
            else if (_pending.Count < MostPending)
            {
                _pending.Add((kind, key), note);
            }
        }
    }

    /// <summary>What is remembered of one thing, or null.</summary>
    public async ValueTask<CheckNote?> Find(string kind, string key, CancellationToken cancellation)
    {
        CheckNote? note = null;
        lock (_gate)
        {
            note = Joined(_pending.GetValueOrDefault((kind, key)), _underWay.GetValueOrDefault((kind, key)));
        }

        return Joined(note, await storage.Find(kind, key, cancellation));
    }

    /// <summary>What is remembered of a kind, by key.</summary>
    public async ValueTask<IReadOnlyList<CheckNote>> List(string kind, string from, int count, CancellationToken cancellation)
    {
        await Write(cancellation);
        return await storage.List(kind, from, count, cancellation);
    }

    /// <summary>Forgets one thing; false: nothing was known of it.</summary>
    public async ValueTask<bool> Remove(string kind, string key, CancellationToken cancellation)
    {
        await Write(cancellation);
        return await storage.Remove(kind, key, cancellation);
    }

    /// <summary>Writes what waits.</summary>
    public async ValueTask Write(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            lock (_gate)
            {
                _underWay = _pending.ToImmutableDictionary();
                _pending = [];
            }

            if (_underWay.Count > 0)
            {
                await storage.Add([.. _underWay.Values], cancellation);
            }
        }
        finally
        {
            lock (_gate)
            {
                _underWay = _underWay.Clear();
            }

            _writing.Release();
        }
    }

    public Task Start(CancellationToken ct)
    {
        _work = Work();
        return Task.CompletedTask;
    }

    public async Task Stop(CancellationToken ct)
    {
        await _stopped.CancelAsync();
        await _work;
        await TryWrite(ct);
    }

    public async ValueTask DisposeAsync()
    {
        // The container knows it under two names.
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await TryWrite(CancellationToken.None);
        _stopped.Dispose();
        _writing.Dispose();
    }

    private static CheckNote? Joined(CheckNote? a, CheckNote? b) => a is null ? b : b is null ? a : a.And(b);

    private async Task Work()
    {
        var forgotten = DateTimeOffset.MinValue;
        while (!_stopped.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Every, time, _stopped.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await TryWrite(CancellationToken.None);
            if (time.GetUtcNow() is var now && now - forgotten > ForgetEvery)
            {
                forgotten = now;
                await Forget(now);
            }
        }
    }

    private async Task Forget(DateTimeOffset now)
    {
        try
        {
            foreach (var (kind, age, most) in Limits)
            {
                await storage.Forget(kind, now - age, most, _stopped.Token);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            CheckLog.NotWritten(logger, e.Message);
        }
    }

    private async ValueTask TryWrite(CancellationToken cancellation)
    {
        try
        {
            await Write(cancellation);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            CheckLog.NotWritten(logger, e.Message);
        }
    }
}
