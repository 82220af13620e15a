using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Hikyaku.Formats.Authenticity;

/// <summary>The TXT record by which a domain asks for reports about TLS (RFC 8460 §3).</summary>
/// <param name="Addresses">Where they go: <c>mailto:</c> and <c>https:</c> addresses.</param>
/// <remarks>Limits: <see cref="MaxAddresses"/>.</remarks>
public sealed record TlsReportRecord(ImmutableArray<Uri> Addresses)
{
    /// <summary>The most addresses that are read.</summary>
    public const int MaxAddresses = 5;

    private const string Version = "v=TLSRPTv1";

    /// <summary>Reads the record among the TXT records of <c>_smtp._tls.</c>; false when there is none, more than one, or a wrong one.</summary>
    public static bool TryFind(IEnumerable<string> texts, [NotNullWhen(true)] out TlsReportRecord? record)
    {
        ArgumentNullException.ThrowIfNull(texts);
        record = null;
        // RFC 8460 §3: with more than one the domain is taken to want none.
        return texts.Where(t => IsOne(t)).Take(2).ToArray() is [var one] && TryParse(one, out record);
    }

    /// <summary>Reads one record.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out TlsReportRecord? record)
    {
        record = null;
        if (!IsOne(text))
        {
            return false;
        }

        var addresses = ImmutableArray.CreateBuilder<Uri>();
        var fields = new TagList(text[Version.Length..].TrimStart(" \t")[1..]);
        while (fields.Read())
        {
            if (fields.Name is "rua")
            {
                Read(fields.Value, addresses);
            }
        }

        if (fields.IsMalformed || addresses.Count == 0)
        {
            return false;
        }

        record = new TlsReportRecord(addresses.ToImmutable());
        return true;
    }

    // RFC 8460 §3: commas part addresses; one inside of an address is written %2C.
    private static void Read(ReadOnlySpan<char> list, ImmutableArray<Uri>.Builder addresses)
    {
        foreach (var range in list.Split(','))
        {
            if (addresses.Count < MaxAddresses && Uri.TryCreate(list[range].Trim(" \t").ToString(), UriKind.Absolute, out var address)
                && (address.Scheme == Uri.UriSchemeMailto || address.Scheme == Uri.UriSchemeHttps))
            {
                addresses.Add(address);
            }
        }
    }

    private static bool IsOne(ReadOnlySpan<char> text) => text.StartsWith(Version) && text[Version.Length..].TrimStart(" \t") is [';', ..];
}
