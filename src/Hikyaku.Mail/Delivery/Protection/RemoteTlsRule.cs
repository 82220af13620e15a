using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>
/// What the administrator asks of the connections to a domain, written <c>auto</c>, <c>off</c>, <c>may</c>, <c>encrypt</c>, <c>verify</c>,
/// <c>verify:HOST[,*.DOMAIN…]</c>, <c>dane</c> or <c>pin:HEX[,HEX…]</c>.
/// </summary>
/// <param name="Level">How strict it is.</param>
/// <param name="Words">The hosts that <see cref="RemoteTlsLevel.Verify"/> names, or the SHA-256 fingerprints of <see cref="RemoteTlsLevel.Pin"/>.</param>
public sealed record RemoteTlsRule(RemoteTlsLevel Level, ImmutableArray<string> Words)
{
    private const int MaxWords = 20;

    /// <summary>The rule of domains without one.</summary>
    public static RemoteTlsRule Auto { get; } = new(RemoteTlsLevel.Auto, []);

    /// <summary>Whether it is the domain that decides.</summary>
    public bool AsksDomain => Level is RemoteTlsLevel.Auto or RemoteTlsLevel.Dane;

    /// <summary>Whether hosts without usable TLSA records are left out.</summary>
    public bool NeedsDane => Level == RemoteTlsLevel.Dane;

    /// <summary>Whether a message may not ask for less (RFC 8689 §3).</summary>
    public bool IsStrict => Level is RemoteTlsLevel.Encrypt or RemoteTlsLevel.Verify or RemoteTlsLevel.Dane or RemoteTlsLevel.Pin;

    /// <summary>Reads the form that people write.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RemoteTlsRule? rule)
    {
        ArgumentNullException.ThrowIfNull(text);
        rule = null;
        var parts = text.Split(':', 2);
        if (!Enum.TryParse<RemoteTlsLevel>(parts[0], ignoreCase: true, out var level) || !char.IsAsciiLetter(parts[0][0]))
        {
            return false;
        }

        string[] words = parts.Length == 1 ? [] : parts[1].ToLowerInvariant().Split(',');
        var isRight = level switch
        {
            RemoteTlsLevel.Pin => words.Length is > 0 and <= MaxWords && Array.TrueForAll(words, IsFingerprint),
            RemoteTlsLevel.Verify => words.Length <= MaxWords && Array.TrueForAll(words, IsPattern),
            _ => words.Length == 0,
        };
        rule = isRight ? new RemoteTlsRule(level, [.. words]) : null;
        return isRight;
    }

    /// <summary>A host with the protection that the rule asks for; the domain is not asked.</summary>
    public ProtectedHost Apply(RemoteHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var isNamed = Level != RemoteTlsLevel.Verify || Words.IsEmpty || Words.Any(w => MtaStsPolicy.Matches(w, host.Name));
        return new ProtectedHost(With(host), TlsPolicy.None, IsStrict, isNamed ? null : TlsFailureType.ValidationFailure);
    }

    /// <inheritdoc/>
    public bool Equals(RemoteTlsRule? other) => other is not null && Level == other.Level && Words.AsSpan().SequenceEqual(other.Words.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Level, Words.Length);

    /// <inheritdoc/>
    public override string ToString() => Level.ToString().ToLowerInvariant() + (Words.IsEmpty ? "" : ":" + string.Join(',', Words));

    private RemoteHost With(RemoteHost host) => Level switch
    {
        RemoteTlsLevel.Off => host with { Tls = RemoteTls.Never },
        RemoteTlsLevel.Encrypt => host with { Tls = RemoteTls.Encrypted },
        RemoteTlsLevel.Verify => host with { Tls = RemoteTls.Required },
        RemoteTlsLevel.Pin => host with { Tls = RemoteTls.Pinned, Anchors = new CertificateAnchors([.. Words.SelectMany(Records)], [host.Name]) },
        _ => host,
    };

    // A fingerprint is the certificate's or its key's: what people copy from one tool or another.
    private static IEnumerable<TlsaRecord> Records(string fingerprint)
    {
        ImmutableArray<byte> octets = [.. Convert.FromHexString(fingerprint.Replace(":", "", StringComparison.Ordinal))];
        return [new TlsaRecord(TlsaRecord.DaneEe, 0, 1, octets), new TlsaRecord(TlsaRecord.DaneEe, 1, 1, octets)];
    }

    private static bool IsFingerprint(string word)
    {
        var hex = word.Replace(":", "", StringComparison.Ordinal);
        return hex.Length == SHA256.HashSizeInBytes * 2 && hex.All(char.IsAsciiHexDigit);
    }

    private static bool IsPattern(string word) =>
        DomainName.TryNormalize(word.StartsWith("*.", StringComparison.Ordinal) ? word.AsSpan(2) : word, out var name) && word.EndsWith(name, StringComparison.Ordinal);
}
