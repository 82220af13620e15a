using System.Collections.Immutable;
using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Mail.Delivery;

/// <summary>Which certificates of a host will do, where no public authority is asked.</summary>
/// <param name="Records">At least one usable record; one that matches is enough.</param>
/// <param name="Names">The names of which a certificate below a named authority must bear one; the first one is asked for in TLS.</param>
public sealed record CertificateAnchors(ImmutableArray<TlsaRecord> Records, ImmutableArray<string> Names)
{
    /// <inheritdoc/>
    public bool Equals(CertificateAnchors? other) =>
        other is not null && Records.AsSpan().SequenceEqual(other.Records.AsSpan()) && Names.AsSpan().SequenceEqual(other.Names.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Records.FirstOrDefault(), Names.FirstOrDefault(), Records.Length);
}
