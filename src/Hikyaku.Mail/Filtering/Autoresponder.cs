using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Filtering;

/// <summary>An automatic reply as data: what an import brought, kept for the vacation engine.</summary>
public sealed record Autoresponder
{
    /// <summary>The most octets of a message.</summary>
    public const int MaxMessageLength = 256 * 1024;

    /// <summary>Its lasting name.</summary>
    public long Id { get; init; }

    /// <summary>The domain it belongs to.</summary>
    public required DomainId DomainId { get; init; }

    /// <summary>The canonical address that answers.</summary>
    public required string Address { get; init; }

    /// <summary>The account whose vacation reply it is; null: an address of its own that only answers.</summary>
    public AccountId? AccountId { get; init; }

    /// <summary>The span in which a sender gets at most <see cref="MaxReplies"/> replies.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many replies one sender gets in <see cref="Period"/>.</summary>
    public int MaxReplies { get; init; } = 1;

    /// <summary>Whether the reply quotes the original.</summary>
    public bool QuotesOriginal { get; init; }

    /// <summary>Whether it answers.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The reply with its header fields, octets as they came.</summary>
    public ReadOnlyMemory<byte> Message { get; init; }
}
