using System.Collections.Immutable;
using Hikyaku.Mail.Reports;

namespace Hikyaku.Mail.Delivery;

/// <summary>How an attempt to deliver to a destination ended.</summary>
/// <param name="Recipients">The result of each recipient, in order.</param>
/// <param name="Remote">The host that answered, or null when none did.</param>
/// <param name="PassedOnReports">Whether that host took over the wishes about reports.</param>
/// <param name="IsUnreachable">Whether no host of the destination could be reached.</param>
public sealed record RemoteOutcome(ImmutableArray<DeliveryResult> Recipients, string? Remote, bool PassedOnReports, bool IsUnreachable)
{
    /// <summary>Whether that host delivers by a time (RFC 2852).</summary>
    public bool TakesDeadlines { get; init; }

    /// <summary>For each recipient what its sender is to be told of a success here; null where none is told.</summary>
    public ImmutableArray<ReportAction?> Told { get; init; } = [];

    /// <summary>How TLS came out with the host that answered.</summary>
    public TlsOutcome? Tls { get; init; }

    /// <summary>The same for all recipients, without an answer of a host.</summary>
    public static RemoteOutcome Of(SmtpStatus status, int recipients, bool isUnreachable)
    {
        DeliveryResult result = status.IsPermanent ? new DeliveryResult.Failed(status) : new DeliveryResult.Deferred(status);
        return new RemoteOutcome([.. Enumerable.Repeat(result, recipients)], null, PassedOnReports: false, isUnreachable);
    }
}
