using System.IO.Compression;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>Reads the reports about TLS that others send to an address here; the mail itself is delivered as any other.</summary>
/// <remarks>
/// Standards: RFC 8460 §5. Security: what a stranger says about domains here is kept as told, not believed. Limits: <see cref="MaxMessage"/>,
/// <see cref="MaxDocument"/> unpacked, <see cref="MaxKept"/> to be kept whole, <see cref="MaxAtOnce"/>.
/// </remarks>
/// <param name="addresses">Where reports are sent to, in their canonical form.</param>
/// <param name="isOurs">Whether a domain is served here.</param>
/// <param name="storage">Where they are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class TlsReportIntake(
    Func<IReadOnlyCollection<string>> addresses, Func<string, CancellationToken, ValueTask<bool>> isOurs, ITlsReportStorage storage, TimeProvider time, ILogger<TlsReportIntake> logger)
    : IDisposable
{
    /// <summary>The largest mail that is looked into, in octets.</summary>
    public const int MaxMessage = 5 * 1024 * 1024;

    /// <summary>The largest report, unpacked.</summary>
    public const int MaxDocument = 16 * 1024 * 1024;

    /// <summary>A larger report is kept without its details.</summary>
    public const int MaxKept = 256 * 1024;

    private const int MaxAtOnce = 2;
    private const int MaxDomains = 20;
    private readonly SemaphoreSlim _free = new(MaxAtOnce, MaxAtOnce);

    /// <summary>Takes the report out of a message that was delivered, if it is one and went to the address for them.</summary>
    public async ValueTask Look(IReadOnlyList<Recipient> recipients, MessageContent content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(content);
        var wanted = addresses();
        if (wanted.Count == 0 || content.Length > MaxMessage || !recipients.Any(r => wanted.Contains(r.Address.Canonical)))
        {
            return;
        }

        await _free.WaitAsync(cancellation);
        try
        {
            await using var source = content.OpenRead();
            source.Position = content.ReturnPathLength;
            await Take(source, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The mail is delivered; whatever is in it must not make its sender send it again.
            LogFailed(logger, e);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    private async ValueTask Take(Stream source, CancellationToken cancellation)
    {
        using var message = await MimeMessage.LoadAsync(source, cancellation);
        // RFC 8460 §5.3: one report in a message.
        var part = message.BodyParts.OfType<MimePart>().FirstOrDefault(p => p.ContentType.IsMimeType("application", "tlsrpt+gzip") || p.ContentType.IsMimeType("application", "tlsrpt+json"));
        if (part?.Content is null)
        {
            return;
        }

        var document = Unpack(part);
        if (document is null || !TlsReport.TryParse(document, out var report))
        {
            LogUnreadable(logger, message.From.ToString());
            return;
        }

        foreach (var policies in report.Policies.GroupBy(p => p.Domain.TrimEnd('.').ToLowerInvariant()).Take(MaxDomains))
        {
            if (DomainName.TryNormalize(policies.Key, out var domain) && await isOurs(domain, cancellation))
            {
                var text = document.Length > MaxKept ? "" : System.Text.Encoding.UTF8.GetString(document);
                var kept = new ReceivedTlsReport(
                    time.GetUtcNow(), report.Organization, report.ReportId, domain, report.Start, report.End, policies.Sum(Succeeded), policies.Sum(Failed), text);
                var isNew = await storage.Keep(kept, cancellation);
                LogTaken(logger, report.Organization, domain, kept.Succeeded, kept.Failed, isNew);
            }
        }
    }

    // Sums of what strangers write must not overflow.
    private static long Succeeded(TlsReportPolicy policy) => Math.Min(policy.Succeeded, int.MaxValue);

    private static long Failed(TlsReportPolicy policy) => Math.Min(policy.Failed, int.MaxValue);

    private static byte[]? Unpack(MimePart part)
    {
        using var octets = part.Content!.Open();
        if (part.ContentType.IsMimeType("application", "tlsrpt+json"))
        {
            return Read(octets);
        }

        using var unpacked = new GZipStream(octets, CompressionMode.Decompress);
        return Read(unpacked);
    }

    // A small file may unpack to a very large one: it is read no further than it may be.
    private static byte[]? Read(Stream source)
    {
        using var document = new MemoryStream();
        var block = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = source.Read(block)) > 0)
            {
                document.Write(block, 0, count);
                if (document.Length > MaxDocument)
                {
                    return null;
                }
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return document.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "TLS report of {Organization} about {Domain}: {Succeeded} sessions protected, {Failed} not (new: {IsNew})")]
    private static partial void LogTaken(ILogger logger, string organization, string domain, long succeeded, long failed, bool isNew);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The TLS report of {Sender} can not be read")]
    private static partial void LogUnreadable(ILogger logger, string sender);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A TLS report could not be taken")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
