namespace Hikyaku.Mail;

/// <summary>
/// What runs in the background of a server. Parts start in the order they were registered, before the first connection,
/// and stop in the opposite order, after the last one. Commands that open the data folder for a moment start none.
/// </summary>
public interface IServerPart
{
    /// <summary>Returns when the part works; what goes on after it is its own task.</summary>
    Task Start(CancellationToken ct);

    /// <summary>Finishes or gives up what is under way, without losing anything.</summary>
    /// <param name="ct">Cancelled when the time for an orderly stop is over.</param>
    Task Stop(CancellationToken ct);
}
