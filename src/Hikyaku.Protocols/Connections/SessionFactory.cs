namespace Hikyaku.Protocols.Connections;

/// <summary>Makes the session for a new connection of one protocol.</summary>
/// <param name="Protocol">The protocol of the listener.</param>
/// <param name="Create">Called once for each connection.</param>
public sealed record SessionFactory(ListenerProtocol Protocol, Func<ISession> Create);
