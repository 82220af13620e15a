using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Queue;

/// <summary>Which recipients of the queue are meant: those that fit everything that is given; what is null does not matter.</summary>
/// <param name="Id">The message.</param>
/// <param name="Sender">The reverse-path in its look-up form; empty for the null path.</param>
/// <param name="Domain">The domain of the recipient, as A-labels.</param>
/// <param name="IsHeld">Whether it is held.</param>
public sealed record QueueFilter(QueueId? Id = null, string? Sender = null, string? Domain = null, bool? IsHeld = null)
{
    /// <summary>Everything.</summary>
    public static QueueFilter All { get; } = new();

    /// <summary>The domain of the reverse-path, as A-labels.</summary>
    public string? SenderDomain { get; init; }

    /// <summary>The address of the recipient, in any case.</summary>
    public string? Recipient { get; init; }

    /// <summary>Where it goes: a domain, or the smart hosts of a route, as the list shows it.</summary>
    public string? Destination { get; init; }

    /// <summary>Came before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Came at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Has at least so many octets.</summary>
    public long? LeastSize { get; init; }

    /// <summary>Was tried at least so many times.</summary>
    public int? LeastAttempts { get; init; }

    /// <summary>Words of the outcome of the last attempt, or of the host that gave it, in any case.</summary>
    public string? Status { get; init; }

    /// <summary>Words of the reason why it is held, in any case.</summary>
    public string? HoldReason { get; init; }

    /// <summary>The look-up form of a reverse-path.</summary>
    public static string SenderKey(Address? reversePath) => reversePath?.Canonical ?? "";
}
