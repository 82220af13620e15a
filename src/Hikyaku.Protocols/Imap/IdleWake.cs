using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Imap;

/// <summary>Wakes an idle session when the store changed; once disposed, no push under way in another thread disturbs the next command.</summary>
internal sealed class IdleWake(MailConnection connection) : IDisposable
{
    private readonly Lock _gate = new();
    private bool _isOver;

    /// <summary>Ends the wait for DONE, if it goes on. Safe from any thread.</summary>
    public void Push()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                connection.Interrupt();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            connection.IsInterrupted = false;
        }
    }
}
