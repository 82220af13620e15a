using System.Collections.Immutable;

namespace Hikyaku.Mail.Resolving;

/// <summary>The answer of one look-up.</summary>
/// <typeparam name="T">What one record tells.</typeparam>
public sealed record DnsAnswer<T>
{
    /// <summary>An answer with records, or <see cref="DnsStatus.NoData"/> when there are none.</summary>
    public DnsAnswer(ImmutableArray<T> records) => (Status, Records) = (records.IsEmpty ? DnsStatus.NoData : DnsStatus.Found, records);

    /// <summary>An answer without records.</summary>
    public DnsAnswer(DnsStatus status) => (Status, Records) = (status, []);

    /// <summary>How the look-up ended; only <see cref="DnsStatus.Found"/> comes with records.</summary>
    public DnsStatus Status { get; }

    /// <summary>The records in the order of the answer, CNAMEs followed.</summary>
    public ImmutableArray<T> Records { get; }

    /// <summary>Whether a trusted resolver has validated the answer, also one that says that there is nothing (RFC 4035 §3.2.3).</summary>
    public bool IsAuthentic { get; init; }

    /// <summary>The name that the asked one is an alias of, or null when it is none.</summary>
    public string? CanonicalName { get; init; }
}
