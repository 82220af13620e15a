using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hikyaku.Formats.Addresses;

/// <summary>
/// The address of one mailbox as the envelope writes it: <c>Mailbox</c> of RFC 5321 §4.1.2, with UTF-8 as RFC 6531 §3.3 adds it.
/// </summary>
/// <remarks>
/// Limits: <see cref="LongestLocalPart"/> octets of local part and 255 of domain, counted in UTF-8. RFC 5321 §4.5.3.1 asks for 64 at least and for more where
/// that is possible: senders that were rewritten on their way (SRS, VERP) are longer.
/// </remarks>
public sealed record Address
{
    /// <summary>The longest local part, in octets, that every server takes (RFC 5321 §4.5.3.1.1); no name of ours is longer.</summary>
    public const int MaxLocalPartLength = 64;

    /// <summary>The longest local part, in octets, that is taken of others.</summary>
    public const int LongestLocalPart = 192;

    // RFC 5321 §4.5.3.1.3: 256 with the angle brackets.
    private const int LongestPath = 254;

    private Address(string localPart, string domain, string canonical)
    {
        LocalPart = localPart;
        Domain = domain;
        Canonical = canonical;
    }

    /// <summary>The local part as it was written, without quotes and backslashes.</summary>
    public string LocalPart { get; }

    /// <summary>The domain as lower-case A-labels, or an address literal with its brackets.</summary>
    public string Domain { get; }

    /// <summary>The key of every look-up: local part in lower case, then <see cref="Domain"/>.</summary>
    public string Canonical { get; }

    /// <summary>Whether the wire form needs no SMTPUTF8.</summary>
    public bool IsAscii => Ascii.IsValid(LocalPart);

    /// <summary>Whether the domain is an address literal, such as <c>[192.0.2.1]</c>.</summary>
    public bool HasAddressLiteral => Domain.StartsWith('[');

    /// <summary>Reads <c>local-part@domain</c> without angle brackets or source route.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Address? address)
    {
        address = null;
        if (!LocalPartSyntax.TryRead(text, out var localPart, out var consumed) ||
            consumed >= text.Length || text[consumed] != '@')
        {
            return false;
        }

        var domain = text[(consumed + 1)..];
        string? normal;
        if (domain.StartsWith('['))
        {
            if (!AddressLiteral.TryNormalize(domain, out normal))
            {
                return false;
            }
        }
        else if (!DomainName.TryNormalize(domain, out normal))
        {
            return false;
        }

        address = new Address(localPart, normal, $"{localPart.ToLowerInvariant()}@{normal}");
        return true;
    }

    /// <summary>Reads the octets of an envelope; octets that are no UTF-8 are no address.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Address? address)
    {
        address = null;
        const int longest = (LongestLocalPart * 2) + 2 + 1 + DomainName.MaxLength;
        if (utf8.Length > longest)
        {
            return false;
        }

        Span<char> chars = stackalloc char[longest];
        return System.Text.Unicode.Utf8.ToUtf16(utf8, chars, out _, out var written, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done
            && TryParse(chars[..written], out address);
    }

    /// <summary>Makes an address of its parts; false when the local part is empty, too long or has control characters, or the domain is none.</summary>
    /// <param name="localPart">The local part without quotes.</param>
    /// <param name="domain">A domain, or an address literal with its brackets.</param>
    /// <param name="address">The address.</param>
    public static bool TryCreate(string localPart, string domain, [NotNullWhen(true)] out Address? address)
    {
        ArgumentNullException.ThrowIfNull(localPart);
        address = null;
        return localPart.Length > 0 && Encoding.UTF8.GetByteCount(localPart) + 1 + Encoding.UTF8.GetByteCount(domain) <= LongestPath
            && TryParse($"{LocalPartSyntax.Write(localPart)}@{domain}", out address);
    }

    /// <summary>The wire form; the local part is quoted where RFC 5321 §4.1.2 asks for it.</summary>
    public override string ToString() => $"{LocalPartSyntax.Write(LocalPart)}@{Domain}";

    /// <summary>Two addresses are equal when they lead to the same look-up.</summary>
    public bool Equals(Address? other) => other is not null && string.Equals(Canonical, other.Canonical, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);
}
