namespace Hikyaku.Protocols.Connections;

/// <summary>The dialogue of one protocol with one client; a new instance serves each connection.</summary>
public interface ISession
{
    /// <summary>Talks until the client leaves, is sent away, or the server stops; the caller closes the connection.</summary>
    Task Run(MailConnection connection);
}
