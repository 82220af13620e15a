using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;

namespace Hikyaku.Formats.Authenticity;

/// <summary>A TLSA record: which certificate or key a host shows.</summary>
/// <remarks>Standards: RFC 6698 §2, RFC 7671, RFC 7672 §3.1.</remarks>
/// <param name="Usage">0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE.</param>
/// <param name="Selector">0 the whole certificate, 1 its public key.</param>
/// <param name="Matching">0 as it is, 1 its SHA-256, 2 its SHA-512.</param>
/// <param name="Data">What must match.</param>
public sealed record TlsaRecord(byte Usage, byte Selector, byte Matching, ImmutableArray<byte> Data)
{
    /// <summary>The usage by which an authority of the host is named.</summary>
    public const byte DaneTa = 2;

    /// <summary>The usage by which the host's own certificate or key is named.</summary>
    public const byte DaneEe = 3;

    private const byte Sha256 = 1;
    private const byte Sha512 = 2;

    /// <summary>Whether mail can make use of it.</summary>
    // RFC 7672 §3.1.3: the two PKIX usages are unusable for mail; so is what is not known or has no sense.
    public bool IsUsable => Usage is DaneTa or DaneEe && Selector is 0 or 1 && Matching switch
    {
        0 => !Data.IsEmpty,
        Sha256 => Data.Length == SHA256.HashSizeInBytes,
        Sha512 => Data.Length == SHA512.HashSizeInBytes,
        _ => false,
    };

    /// <summary>The records that count: usable, and of digests only the strongest (RFC 7671 §9).</summary>
    public static ImmutableArray<TlsaRecord> Usable(IEnumerable<TlsaRecord> records)
    {
        var usable = records.Where(r => r.IsUsable).Distinct().ToArray();
        return [.. usable.Where(r => r.Matching != Sha256 || !Array.Exists(usable, o => (o.Usage, o.Selector, o.Matching) == (r.Usage, r.Selector, Sha512)))];
    }

    /// <summary>The whole certificate that the record carries, or empty.</summary>
    public ReadOnlySpan<byte> Certificate => (Selector, Matching) == (0, 0) ? Data.AsSpan() : default;

    /// <summary>Whether a certificate in DER is the one that is meant.</summary>
    public bool Matches(ReadOnlySpan<byte> certificate)
    {
        var selected = certificate;
        if (Selector == 1 && !TryCutKey(certificate, out selected))
        {
            return false;
        }

        return Matching switch
        {
            0 => selected.SequenceEqual(Data.AsSpan()),
            Sha256 => SHA256.HashData(selected).AsSpan().SequenceEqual(Data.AsSpan()),
            Sha512 => SHA512.HashData(selected).AsSpan().SequenceEqual(Data.AsSpan()),
            _ => false,
        };
    }

    /// <inheritdoc/>
    public bool Equals(TlsaRecord? other) =>
        other is not null && (Usage, Selector, Matching) == (other.Usage, other.Selector, other.Matching) && Data.AsSpan().SequenceEqual(other.Data.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Data.AsSpan());
        return HashCode.Combine(Usage, Selector, Matching, hash.ToHashCode());
    }

    /// <summary>The form of zone files.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Usage} {Selector} {Matching} {Convert.ToHexStringLower(Data.AsSpan())}");

    /// <summary>The SubjectPublicKeyInfo of a certificate, octet for octet (RFC 5280 §4.1).</summary>
    public static bool TryCutKey(ReadOnlySpan<byte> certificate, out ReadOnlySpan<byte> key)
    {
        key = default;
        try
        {
            var fields = Contents(Contents(certificate));
            if (!fields.IsEmpty && fields[0] == 0xA0)
            {
                fields = Skip(fields);
            }

            // Serial number, signature algorithm, issuer, validity, subject.
            for (var i = 0; i < 5; i++)
            {
                fields = Skip(fields);
            }

            AsnDecoder.ReadSequence(fields, AsnEncodingRules.DER, out _, out _, out var length);
            key = fields[..length];
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static ReadOnlySpan<byte> Contents(ReadOnlySpan<byte> sequence)
    {
        AsnDecoder.ReadSequence(sequence, AsnEncodingRules.DER, out var start, out var length, out _);
        return sequence.Slice(start, length);
    }

    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> fields)
    {
        AsnDecoder.ReadEncodedValue(fields, AsnEncodingRules.DER, out _, out _, out var length);
        return fields[length..];
    }
}
