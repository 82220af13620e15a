using System.Net;
using Hikyaku.Mail.Delivery.Protection;

namespace Hikyaku.Mail.Delivery;

/// <summary>Remembers for a short time which hosts did not answer, so that the others are tried first.</summary>
/// <remarks>Limits: <see cref="MaxHosts"/> hosts; when full, all are forgotten.</remarks>
internal sealed class RemoteFailures(TimeProvider time)
{
    private const int MaxHosts = 10_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);
    private readonly Dictionary<IPEndPoint, FailedHost> _failed = [];
    private readonly Lock _lock = new();

    public void Add(RemoteHost host, SmtpStatus status)
    {
        lock (_lock)
        {
            if (_failed.Count >= MaxHosts)
            {
                _failed.Clear();
            }

            _failed[host.EndPoint] = new FailedHost(host.Name, host.EndPoint, status, time.GetUtcNow() + Memory);
        }
    }

    public void Remove(IPEndPoint host)
    {
        lock (_lock)
        {
            _failed.Remove(host);
        }
    }

    /// <summary>Those that are remembered now.</summary>
    public IReadOnlyList<FailedHost> List()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return [.. _failed.Values.Where(f => f.Until > now).OrderBy(f => f.Until)];
        }
    }

    /// <summary>The hosts that failed lately come last; the order stays otherwise.</summary>
    public IReadOnlyList<ProtectedHost> Order(IReadOnlyList<ProtectedHost> hosts)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return [.. hosts.OrderBy(h => _failed.TryGetValue(h.Host.EndPoint, out var failed) && failed.Until > now)];
        }
    }
}
