using System.Net;

namespace Hikyaku.Mail.Trace;

/// <summary>Which messages are meant; what is null does not matter.</summary>
public sealed record TraceFilter
{
    /// <summary>The reverse-path, <c>@domain</c> for all of a domain, or an empty string for the null path.</summary>
    public string? Sender { get; init; }

    /// <summary>A recipient, as the client named it or where it led to; or <c>@domain</c>.</summary>
    public string? Recipient { get; init; }

    /// <summary>The Message-ID, without angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>The name of a queue entry.</summary>
    public string? QueueId { get; init; }

    /// <summary>Where the client connected from.</summary>
    public IPAddress? Client { get; init; }

    /// <summary>What began at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What began at this time or earlier.</summary>
    public DateTimeOffset? Until { get; init; }
}
