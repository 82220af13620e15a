using System.Text;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Resolving;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>The policies by which other domains say how their hosts prove themselves.</summary>
/// <remarks>
/// Standards: RFC 8461. Limits: a domain is looked at again after <see cref="Recheck"/>; <see cref="MaxRemembered"/> domains are remembered in memory and
/// <see cref="MaxStored"/> in the storage.
/// </remarks>
public sealed partial class MtaSts(IDnsResolver dns, IHttpsClient https, IPolicyStorage storage, TimeProvider time, ILogger<MtaSts> logger)
{
    /// <summary>How long an answer is used without a look at the DNS; RFC 8461 §3.3 asks for no more than a try in five minutes where the fetch fails.</summary>
    public static readonly TimeSpan Recheck = TimeSpan.FromMinutes(5);

    private const int MaxRemembered = 10_000;
    private const int MaxStored = 100_000;
    private const int MaxRefreshed = 500;
    private const int Ok = 200;
    private static readonly TimeSpan RefreshAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan Unused = TimeSpan.FromDays(30);
    private readonly Dictionary<string, (Task<MtaStsResult> Result, DateTimeOffset Until)> _known = [];
    private readonly Lock _lock = new();

    /// <summary>What a domain wants now.</summary>
    /// <param name="domain">The domain of recipients, in ASCII and lower case.</param>
    /// <param name="cancellation">Ends the wait; the look-up goes on for others.</param>
    public async ValueTask<MtaStsResult> Of(string domain, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var now = time.GetUtcNow();
        Task<MtaStsResult> result;
        lock (_lock)
        {
            if (!_known.TryGetValue(domain, out var known) || known.Until <= now || known.Result.IsFaulted)
            {
                if (_known.Count >= MaxRemembered)
                {
                    _known.Clear();
                }

                known = (Task.Run(() => Look(domain), CancellationToken.None), now + Recheck);
                _known[domain] = known;
            }

            result = known.Result;
        }

        return await result.WaitAsync(cancellation);
    }

    /// <summary>Fetches again what is a day old and in use, so that it does not run out between messages (RFC 8461 §10.2), and forgets what nobody needs.</summary>
    public async Task Refresh(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var policy in await storage.Aging(now - RefreshAge, now - Unused, now, MaxRefreshed, cancellation))
        {
            var answer = await dns.Txt(RecordName(policy.Domain), cancellation);
            if (MtaStsRecord.TryFind(answer.Records, out var record))
            {
                await Fetch(policy.Domain, record.Id, policy.Used, cancellation);
            }
        }

        await storage.Prune(now, MaxStored, cancellation);
    }

    private static string RecordName(string domain) => $"_mta-sts.{domain}";

    private async Task<MtaStsResult> Look(string domain)
    {
        var now = time.GetUtcNow();
        var stored = await storage.Find(domain, CancellationToken.None);
        var held = stored is not null && stored.Expires > now && MtaStsPolicy.TryParse(Encoding.UTF8.GetBytes(stored.Text), out var policy, out _) ? policy : null;
        var answer = await dns.Txt(RecordName(domain), CancellationToken.None);
        // RFC 8461 §5.1: without a record what was learned before still holds, or removing the record would be an attack.
        if (!MtaStsRecord.TryFind(answer.Records, out var record) || (held is not null && stored!.Id == record.Id))
        {
            if (held is not null && now - stored!.Used > RefreshAge)
            {
                await storage.Save(stored with { Used = now }, CancellationToken.None);
            }

            return new MtaStsResult(held);
        }

        var (fetched, problem) = await Fetch(domain, record.Id, now, CancellationToken.None);
        return new MtaStsResult(fetched ?? held, problem);
    }

    private async ValueTask<(MtaStsPolicy? Policy, MtaStsProblem? Problem)> Fetch(string domain, string id, DateTimeOffset used, CancellationToken cancellation)
    {
        var answer = await https.Get(new Uri($"https://mta-sts.{domain}/.well-known/mta-sts.txt"), MtaStsPolicy.MaxOctets, cancellation);
        // RFC 8461 §3.3: anything but 200 is no policy, redirects too.
        if (answer.Status != Ok)
        {
            LogFetchFailed(logger, domain, answer.Problem ?? $"status {answer.Status}");
            return (null, answer.IsCertificateProblem ? MtaStsProblem.Certificate : MtaStsProblem.Fetch);
        }

        if (answer.MediaType != "text/plain")
        {
            LogFetchFailed(logger, domain, $"media type {answer.MediaType}");
            return (null, MtaStsProblem.Invalid);
        }

        if (!MtaStsPolicy.TryParse(answer.Body.Span, out var policy, out var line))
        {
            LogFetchFailed(logger, domain, $"line {line} is wrong");
            return (null, MtaStsProblem.Invalid);
        }

        var now = time.GetUtcNow();
        await storage.Save(new StoredPolicy(domain, id, policy.ToText(), now, now + policy.MaxAge, used), cancellation);
        LogFetched(logger, domain, policy.Mode, policy.MaxAge);
        return (policy, null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The MTA-STS policy of {Domain} could not be had: {Problem}")]
    private static partial void LogFetchFailed(ILogger logger, string domain, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The MTA-STS policy of {Domain}: {Mode}, for {MaxAge}")]
    private static partial void LogFetched(ILogger logger, string domain, MtaStsMode mode, TimeSpan maxAge);
}
