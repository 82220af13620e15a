namespace Hikyaku.Protocols.Connections;

/// <summary>A listener that could not be opened, and why.</summary>
/// <param name="Listener">The listener as asked for.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Detail">The system's own words.</param>
public sealed record ListenerFailure(Listener Listener, ListenerProblem Problem, string Detail);
