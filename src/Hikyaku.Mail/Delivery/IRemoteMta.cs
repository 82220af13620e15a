namespace Hikyaku.Mail.Delivery;

/// <summary>A client to other mail servers.</summary>
public interface IRemoteMta
{
    /// <summary>Hands a message over. What the network or the host does is a result; only cancellation throws.</summary>
    ValueTask<RemoteResult> Send(RemoteTransaction transaction, CancellationToken cancellation);
}
