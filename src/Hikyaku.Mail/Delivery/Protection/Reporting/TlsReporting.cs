using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Resolving;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>Tells other domains each day how the connections to them came out.</summary>
/// <remarks>
/// Standards: RFC 8460. A day's reports start some time after its end (UTC), another time for each server, so that they do not all come at once; what cannot be
/// sent is tried again for a day.
/// </remarks>
public sealed partial class TlsReporting(
    TlsReporter reporter, ITlsReportStorage storage, IDnsResolver dns, IHttpsClient https, TlsReportMail mail, TimeProvider time, ILogger<TlsReporting> logger)
{
    /// <summary>How long counts are kept.</summary>
    public const int KeptDays = 30;

    private const int MaxDomains = 1000;
    private const int AtOnce = 8;
    private const int MaxPolicies = 100;
    private const int MaxAttempts = 5;
    private const int MaxReceived = 10_000;
    private const string MediaType = "application/tlsrpt+gzip";
    private static readonly TimeSpan Spread = TimeSpan.FromHours(4);
    private static readonly TimeSpan FirstWait = TimeSpan.FromHours(1);

    /// <summary>Sends the reports that are due, and forgets what is old.</summary>
    public async ValueTask Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await storage.Due(Today(now - Offset()), now, MaxDomains, cancellation);
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (report, stopping) => await Send(report.Day, report.Domain, stopping));

        await storage.Prune(Today(now).AddDays(-KeptDays), MaxReceived, cancellation);
    }

    /// <summary>Sends the reports of a day to domains that have none yet, now; the day may be today.</summary>
    public async ValueTask<IReadOnlyList<SentTlsReport>> SendAll(DateOnly day, CancellationToken cancellation)
    {
        var over = (await storage.Sent(day, null, int.MaxValue, cancellation)).Where(r => r.IsOver).Select(r => r.Domain).ToHashSet(StringComparer.Ordinal);
        var domains = (await storage.Read(day, null, MaxDomains, cancellation)).Select(c => c.Key.Domain).Distinct().Where(d => !over.Contains(d)).ToArray();
        var sent = new List<SentTlsReport>(domains.Length);
        foreach (var domain in domains)
        {
            sent.Add(await Send(day, domain, cancellation));
        }

        return sent;
    }

    private static DateOnly Today(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    // RFC 8460 §4.1: not all senders at midnight.
    private TimeSpan Offset() =>
        TimeSpan.FromSeconds(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(reporter.HostName))) % (uint)Spread.TotalSeconds);

    private async ValueTask<SentTlsReport> Send(DateOnly day, string domain, CancellationToken cancellation)
    {
        var before = await storage.Sent(day, domain, 1, cancellation) is [var last, ..] ? last : null;
        var (isOver, status) = await TrySend(day, domain, cancellation);
        var attempts = (before?.Attempts ?? 0) + 1;
        var report = new SentTlsReport(
            day, domain, isOver || attempts >= MaxAttempts, time.GetUtcNow() + (FirstWait * (1 << Math.Min(attempts - 1, MaxAttempts))), attempts, status);
        await storage.Save(report, cancellation);
        LogSent(logger, domain, day, status);
        return report;
    }

    private async ValueTask<(bool IsOver, string Status)> TrySend(DateOnly day, string domain, CancellationToken cancellation)
    {
        var answer = await dns.Txt($"_smtp._tls.{domain}", cancellation);
        if (answer.Status == DnsStatus.Failed)
        {
            return (false, "the DNS gave no answer");
        }

        if (!TlsReportRecord.TryFind(answer.Records, out var record))
        {
            return (true, "not wanted");
        }

        var report = Compose(day, domain, await storage.Read(day, domain, MaxPolicies, cancellation));
        var document = Zip(report.Write());
        var words = new List<string>();
        var isSent = false;
        // RFC 8460 §3: each address gets one.
        foreach (var address in record.Addresses)
        {
            var problem = await Send(address, report, domain, document, cancellation);
            isSent |= problem is null;
            words.Add($"{address}: {problem ?? "sent"}");
        }

        return (isSent, string.Join("; ", words));
    }

    // Null, or what went wrong.
    private async ValueTask<string?> Send(Uri address, TlsReport report, string domain, byte[] document, CancellationToken cancellation)
    {
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            var answer = await https.Post(address, MediaType, document, cancellation);
            return answer.Status is >= 200 and < 300 ? null : answer.Problem ?? $"status {answer.Status}";
        }

        return Address.TryParse(Uri.UnescapeDataString($"{address.UserInfo}@{address.Host}"), out var recipient)
            ? await mail(TlsReportMessage.Compose(reporter, report, domain, recipient, document), recipient, cancellation)
            : "no address";
    }

    private TlsReport Compose(DateOnly day, string domain, IReadOnlyList<SessionCount> counts)
    {
        var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return new TlsReport
        {
            Organization = reporter.HostName,
            Contact = reporter.Contact(),
            ReportId = string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}.{domain}@{reporter.HostName}"),
            Start = start,
            End = start.AddDays(1).AddSeconds(-1),
            Policies = [.. counts.Select(Policy)],
        };
    }

    private static TlsReportPolicy Policy(SessionCount count) => new(
        count.Key.Policy.Type switch
        {
            TlsPolicyType.Tlsa => "tlsa",
            TlsPolicyType.Sts => "sts",
            _ => "no-policy-found",
        },
        [.. count.Key.Policy.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
        count.Key.Domain,
        [.. count.Key.Policy.MxHosts.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
        count.Succeeded,
        count.Failed,
        [.. count.Failures.Select(f => new TlsReportFailure(f.Key.Type.Word(), f.Key.Source, f.Key.Host, f.Key.Address, f.Value, f.Key.Detail))]);

    private static byte[] Zip(byte[] document)
    {
        using var octets = new MemoryStream();
        using (var gzip = new GZipStream(octets, CompressionLevel.Optimal))
        {
            gzip.Write(document);
        }

        return octets.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "TLS report to {Domain} about {Day}: {Status}")]
    private static partial void LogSent(ILogger logger, string domain, DateOnly day, string status);
}
