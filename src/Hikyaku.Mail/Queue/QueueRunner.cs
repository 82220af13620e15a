using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Queue;

/// <summary>
/// Starts attempts when they are due: within the limits of the whole and the pace of each destination, one per destination and turn, those with
/// the fewest under way first, so that no destination waits for another. Sleeps until the next one is due or the queue rings.
/// </summary>
public sealed partial class QueueRunner(Queue queue, IQueueStorage storage, QueueAttempt attempt, Func<QueuePolicy> policy, TimeProvider time, ILogger<QueueRunner> logger)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);
    private static readonly TimeSpan ErrorPause = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, int> _active = [];
    private readonly DestinationPaces _paces = new();
    private readonly HashSet<Task> _running = [];
    private readonly Lock _lock = new();

    /// <summary>Runs until it is told to stop, then lets attempts end within <see cref="QueuePolicy.StopGrace"/>.</summary>
    /// <param name="stopping">Stops it.</param>
    public async Task Run(CancellationToken stopping)
    {
        using var aborting = new CancellationTokenSource();
        try
        {
            await storage.ReleaseLeases(time.GetUtcNow(), stopping);
            while (!stopping.IsCancellationRequested)
            {
                await queue.Bell.Wait(await Turn(aborting.Token, stopping), time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop.
        }

        await End(aborting);
    }

    // Starts what is due and may start; returns how long there is nothing to do without a ring.
    private async ValueTask<TimeSpan> Turn(CancellationToken aborting, CancellationToken stopping)
    {
        try
        {
            while (await StartDue(aborting, stopping))
            {
            }

            return await UntilNext(stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogTurnFailed(logger, e);
            return ErrorPause;
        }
    }

    private async ValueTask<bool> StartDue(CancellationToken aborting, CancellationToken stopping)
    {
        var limits = policy();
        var free = limits.Deliveries - Running();
        if (free <= 0 || attempt.IsStuck)
        {
            return false;
        }

        var now = time.GetUtcNow();
        // As many more as may be busy: with those left out there are still enough to fill what is free.
        var due = await storage.Due(free + BusyDestinations(), stopping);
        var wanted = Choose(due.Where(d => d.Due <= now), limits);
        if (wanted.Count == 0)
        {
            return false;
        }

        var claims = await storage.Claim(wanted, now, now + limits.Lease, limits.RecipientsPerTransaction, stopping);
        foreach (var claim in claims)
        {
            Start(claim, aborting);
        }

        return claims.Count > 0;
    }

    private async ValueTask<TimeSpan> UntilNext(CancellationToken stopping)
    {
        var limits = policy();
        if (Running() >= limits.Deliveries || attempt.IsStuck)
        {
            return LongestSleep;
        }

        var due = await storage.Due(BusyDestinations() + 1, stopping);
        var next = due.FirstOrDefault(d => MayStart(d.Name, limits));
        var wait = next is null ? LongestSleep : next.Due - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestSleep ? LongestSleep : wait;
    }

    private void Start(QueueEntry claim, CancellationToken aborting)
    {
        var destination = claim.Recipients[0].Destination;
        lock (_lock)
        {
            _active[destination] = _active.GetValueOrDefault(destination) + 1;
            var task = Task.Run(() => RunAttempt(claim, destination, aborting), CancellationToken.None);
            _running.Add(task);
            _ = task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task RunAttempt(QueueEntry claim, string destination, CancellationToken aborting)
    {
        try
        {
            var isReached = await attempt.Run(claim, aborting);
            Learn(destination, isReached);
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            LogAborted(logger, claim.Message.Id, destination);
        }
        catch (Exception e)
        {
            LogAttemptFailed(logger, e, claim.Message.Id, destination);
            await Release(claim);
        }
        finally
        {
            lock (_lock)
            {
                if (--_active[destination] == 0)
                {
                    _active.Remove(destination);
                }
            }
        }
    }

    private async ValueTask Release(QueueEntry claim)
    {
        try
        {
            var now = time.GetUtcNow();
            await storage.Release(claim, policy().NextAttempt(RetryClass.Local, claim.Recipients[0].Attempts.Count + 1, now, DateTimeOffset.MaxValue), CancellationToken.None);
        }
        catch (Exception e)
        {
            // The lease ends by itself, and the entry is due again.
            LogTurnFailed(logger, e);
        }
    }

    private void Ended(Task task)
    {
        lock (_lock)
        {
            _running.Remove(task);
        }

        queue.Bell.Ring();
    }

    private async ValueTask End(CancellationTokenSource aborting)
    {
        Task[] left;
        lock (_lock)
        {
            left = [.. _running];
        }

        aborting.CancelAfter(policy().StopGrace);
        await Task.WhenAll(left);
    }

    private int Running()
    {
        lock (_lock)
        {
            return _running.Count;
        }
    }

    private int BusyDestinations()
    {
        lock (_lock)
        {
            return _active.Count;
        }
    }

    private List<string> Choose(IEnumerable<DueDestination> due, QueuePolicy limits)
    {
        var chosen = new List<string>();
        lock (_lock)
        {
            foreach (var destination in due.OrderBy(d => _active.GetValueOrDefault(d.Name)).Select(d => d.Name))
            {
                if (MayStart(destination, _running.Count + chosen.Count, limits))
                {
                    chosen.Add(destination);
                }
            }
        }

        return chosen;
    }

    private bool MayStart(string destination, QueuePolicy limits)
    {
        lock (_lock)
        {
            return MayStart(destination, _running.Count, limits);
        }
    }

    // A few slow destinations must not take all there is: the last part is for those that have nothing under way.
    private bool MayStart(string destination, int running, QueuePolicy limits)
    {
        var active = _active.GetValueOrDefault(destination);
        return active == 0
            ? running < limits.Deliveries
            : running < limits.Deliveries - limits.Reserve && active < _paces.Of(destination, limits.DeliveriesPerDestination);
    }

    private void Learn(string destination, bool isReached)
    {
        lock (_lock)
        {
            if (isReached)
            {
                _paces.Succeeded(destination, policy().DeliveriesPerDestination);
            }
            else
            {
                _paces.Failed(destination);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The queue could not look for due messages; it tries again soon")]
    private static partial void LogTurnFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Queue {Id}: the attempt to {Destination} was cut off by the stop of the server; it is made again")]
    private static partial void LogAborted(ILogger logger, QueueId id, string destination);

    [LoggerMessage(Level = LogLevel.Error, Message = "Queue {Id}: the attempt to {Destination} failed inside")]
    private static partial void LogAttemptFailed(ILogger logger, Exception exception, QueueId id, string destination);
}
