using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery.Protection.Reporting;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>Counts how connections to other domains were protected, for the reports to them; written to the storage each minute.</summary>
/// <remarks>Standards: RFC 8460 §4. Limits: <see cref="MaxPending"/> kinds of sessions between two writes, <see cref="MaxFailures"/> failures of each; the rest is left out.</remarks>
public sealed class TlsCounts(ITlsReportStorage storage, Func<bool> isWanted, TimeProvider time)
{
    private const int MaxPending = 10_000;
    private const int MaxFailures = 100;
    private const int MaxDetail = 200;
    private readonly Lock _lock = new();
    private Dictionary<SessionKey, Pending> _pending = [];

    /// <summary>Notes what the policy of a domain kept from being tried.</summary>
    /// <param name="domain">The domain; null where no policy was asked for.</param>
    /// <param name="hosts">Its hosts.</param>
    /// <param name="wish">What the message asks for.</param>
    public void Note(string? domain, ProtectedHosts hosts, TlsWish wish)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        if (!Counts(domain, wish))
        {
            return;
        }

        if (hosts.PolicyFailure is { } failure)
        {
            Add(domain!, new TlsPolicy(TlsPolicyType.Sts), new FailureKey(failure, "", "", "", ""));
        }

        foreach (var host in hosts.All.Where(h => h.Obstacle is not null && (!h.IsForced || h.Policy.Type != TlsPolicyType.None)).DistinctBy(h => h.Host.Name))
        {
            Add(domain!, host.Policy, new FailureKey(host.Obstacle!.Value, "", host.Host.Name, "", ""));
        }
    }

    /// <summary>Notes how a connection to a host came out.</summary>
    /// <param name="domain">The domain; null where no policy was asked for.</param>
    /// <param name="host">The host.</param>
    /// <param name="outcome">How TLS came out; null when it did not come to that.</param>
    /// <param name="wish">What the message asks for.</param>
    public void Note(string? domain, ProtectedHost host, TlsOutcome? outcome, TlsWish wish)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (!Counts(domain, wish) || outcome is null or { IsReused: true } or { Protocol: null, Failure: null })
        {
            return;
        }

        var failure = host.Policy.Type switch
        {
            // Without a policy the domain promises no certificate, only TLS.
            TlsPolicyType.None => outcome.Protocol is null ? outcome.Failure : null,
            TlsPolicyType.Tlsa when host.Host.Anchors is null => TlsFailureType.TlsaInvalid,
            _ => outcome.Failure ?? host.Remark,
        };
        var detail = outcome.Detail ?? "";
        Add(domain!, host.Policy, failure is null ? null : new FailureKey(
            failure.Value, outcome.Source?.ToString() ?? "", host.Host.Name, host.Host.EndPoint.Address.ToString(), detail.Length > MaxDetail ? detail[..MaxDetail] : detail));
    }

    /// <summary>Writes what was counted so far.</summary>
    public async ValueTask Flush(CancellationToken cancellation)
    {
        Dictionary<SessionKey, Pending> counted;
        lock (_lock)
        {
            counted = _pending;
            _pending = [];
        }

        if (counted.Count > 0)
        {
            await storage.Add([.. counted.Select(c => new SessionCount(c.Key, c.Value.Succeeded, c.Value.Failed, c.Value.Failures))], cancellation);
        }
    }

    // RFC 8460 §3: what reports about TLS meet on their way is not counted, or reports would beget reports.
    private bool Counts(string? domain, TlsWish wish) => domain is not null && !domain.StartsWith('[') && wish != TlsWish.Optional && isWanted();

    private void Add(string domain, TlsPolicy policy, FailureKey? failure)
    {
        var key = new SessionKey(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), domain, policy);
        lock (_lock)
        {
            if (!_pending.TryGetValue(key, out var pending))
            {
                if (_pending.Count >= MaxPending)
                {
                    return;
                }

                pending = new Pending();
                _pending[key] = pending;
            }

            pending.Add(failure);
        }
    }

    private sealed class Pending
    {
        public long Succeeded { get; private set; }

        public long Failed { get; private set; }

        public Dictionary<FailureKey, long> Failures { get; } = [];

        public void Add(FailureKey? failure)
        {
            if (failure is null)
            {
                Succeeded++;
                return;
            }

            Failed++;
            if (Failures.Count < MaxFailures || Failures.ContainsKey(failure))
            {
                Failures[failure] = Failures.GetValueOrDefault(failure) + 1;
            }
        }
    }
}
