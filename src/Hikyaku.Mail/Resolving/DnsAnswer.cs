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
}
