namespace Hikyaku.Mail.Queue;

/// <summary>Runs the queue with the server, and follows changes of the routes.</summary>
internal sealed class QueuePart(Queue queue, QueueRunner runner, Routing.OutgoingRoutes routes, Settings.Settings settings) : IServerPart, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private string _routes = "";
    private Task _run = Task.CompletedTask;

    public Task Start(CancellationToken ct)
    {
        _routes = Routes();
        settings.Changed += Follow;
        // Another version may have named destinations in another way. A queue of millions must not keep the server from being ready.
        _ = Task.Run(() => queue.Redirect(_stopping.Token).AsTask(), CancellationToken.None);
        _run = Task.Run(() => runner.Run(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task Stop(CancellationToken ct)
    {
        settings.Changed -= Follow;
        await _stopping.CancelAsync();
        await _run.WaitAsync(ct);
    }

    public void Dispose() => _stopping.Dispose();

    private string Routes() => routes.Current.ToText();

    private void Follow()
    {
        var current = Routes();
        if (Interlocked.Exchange(ref _routes, current) != current)
        {
            _ = queue.Redirect(_stopping.Token).AsTask();
        }

        queue.Bell.Ring();
    }
}
