using System.Net;

namespace Hikyaku.Mail.Delivery;

/// <summary>Remembers for a short time which hosts did not answer, so that the others are tried first.</summary>
/// <remarks>Limits: <see cref="MaxHosts"/> hosts; when full, all are forgotten.</remarks>
internal sealed class RemoteFailures(TimeProvider time)
{
    private const int MaxHosts = 10_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);
    private readonly Dictionary<IPEndPoint, DateTimeOffset> _until = [];
    private readonly Lock _lock = new();

    public void Add(IPEndPoint host)
    {
        lock (_lock)
        {
            if (_until.Count >= MaxHosts)
            {
                _until.Clear();
            }

            _until[host] = time.GetUtcNow() + Memory;
        }
    }

    public void Remove(IPEndPoint host)
    {
        lock (_lock)
        {
            _until.Remove(host);
        }
    }

    /// <summary>The hosts that failed lately come last; the order stays otherwise.</summary>
    public IEnumerable<RemoteHost> Order(IReadOnlyList<RemoteHost> hosts)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return hosts.OrderBy(h => _until.TryGetValue(h.EndPoint, out var until) && until > now).ToArray();
        }
    }
}
