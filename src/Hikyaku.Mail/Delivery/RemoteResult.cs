using System.Collections.Immutable;

namespace Hikyaku.Mail.Delivery;

/// <summary>How a remote transaction ended.</summary>
public abstract record RemoteResult
{
    private RemoteResult()
    {
    }

    /// <summary>How TLS came out; null when it did not come to that.</summary>
    public TlsOutcome? Tls { get; init; }

    /// <summary>The host took no part of the message: no connection, no greeting, no TLS, or cut before the end of the data. Another host may be tried.</summary>
    /// <param name="Status">Why.</param>
    public sealed record Unreachable(SmtpStatus Status) : RemoteResult;

    /// <summary>The host decided, or may have.</summary>
    /// <param name="Recipients">The result of each recipient, in the order of the transaction.</param>
    /// <param name="PassedOnReports">Whether the host took over the sender's wishes about reports (RFC 3461 §5.2.2).</param>
    public sealed record Answered(ImmutableArray<DeliveryResult> Recipients, bool PassedOnReports) : RemoteResult
    {
        /// <summary>Whether the host delivers by a time (RFC 2852).</summary>
        public bool TakesDeadlines { get; init; }
    }
}
