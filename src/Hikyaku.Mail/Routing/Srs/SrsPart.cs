using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Routing.Srs;

/// <summary>Makes the first key, and a new one when the newest is old.</summary>
public sealed partial class SrsPart(Settings.Settings settings, TimeProvider time, ILogger<SrsPart> logger) : IServerPart, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);
    private ITimer? _timer;

    /// <inheritdoc/>
    public async Task Start(CancellationToken ct)
    {
        await RotateOld();
        _timer = time.CreateTimer(_ => _ = RotateOld(), null, Interval, Interval);
    }

    /// <inheritdoc/>
    public Task Stop(CancellationToken ct) => _timer?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    /// <summary>Makes a new key; the one before still verifies for as long as an address lives.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public ValueTask<DirectoryChange<Setting>> Rotate(Actor actor, CancellationToken cancellation)
    {
        var keys = settings.Get(SrsSettings.Keys).With(SrsKey.Create(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)), settings.Get(SrsSettings.MaxAge));
        return settings.Set(SrsSettings.Keys.Key, keys.ToText(), actor, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private async Task RotateOld()
    {
        try
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            if (settings.Get(SrsSettings.Keys).All is not [var newest, ..] || today.DayNumber - newest.Made.DayNumber >= settings.Get(SrsSettings.KeyLife).TotalDays)
            {
                await Rotate(Actor.System, CancellationToken.None);
            }
        }
#pragma warning disable CA1031 // Tried again later; the keys that are there still do.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No new key for the return addresses of forwards could be made; it is tried again later")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
