using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Hikyaku.Formats.Addresses;

/// <summary>Address literals of RFC 5321 §4.1.3: <c>[192.0.2.1]</c> and <c>[IPv6:2001:db8::1]</c>.</summary>
public static class AddressLiteral
{
    private const string IPv6Tag = "IPv6:";

    /// <summary>Reads the address between the brackets.</summary>
    public static bool TryParse(ReadOnlySpan<char> literal, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (literal.Length < 3 || literal[0] != '[' || literal[^1] != ']')
        {
            return false;
        }

        var inner = literal[1..^1];
        return inner.StartsWith(IPv6Tag, StringComparison.OrdinalIgnoreCase)
            ? IPAddress.TryParse(inner[IPv6Tag.Length..], out address) && address.AddressFamily == AddressFamily.InterNetworkV6 && !inner.Contains('%')
            : inner.Count('.') == 3 && IPAddress.TryParse(inner, out address) && address.AddressFamily == AddressFamily.InterNetwork;
    }

    /// <summary>Writes an address as a literal.</summary>
    public static string Format(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{IPv6Tag}{plain}]" : $"[{plain}]";
    }

    internal static bool TryNormalize(ReadOnlySpan<char> literal, [NotNullWhen(true)] out string? normal)
    {
        normal = TryParse(literal, out var address) ? Format(address) : null;
        return normal is not null;
    }
}
