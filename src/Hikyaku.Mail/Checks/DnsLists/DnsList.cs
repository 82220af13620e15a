using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Checks.DnsLists;

/// <summary>A list that is asked over the DNS.</summary>
/// <param name="Zone">The domain that is asked, in lower case.</param>
/// <param name="Subject">What it is asked about.</param>
/// <param name="Codes">Which answers count.</param>
/// <param name="Weight">What being listed adds; below zero it is an allow list.</param>
public sealed record DnsList(string Zone, DnsListSubject Subject, ReturnCodes Codes, int Weight)
{
    /// <summary>Reads one as a person writes it.</summary>
    public static bool TryCreate(string zone, string subject, string codes, string weight, [NotNullWhen(true)] out DnsList? list)
    {
        list = null;
        if (!DomainName.TryNormalize(zone, out var domain) || !Enum.TryParse<DnsListSubject>(subject, ignoreCase: true, out var about) || !Enum.IsDefined(about)
            || !ReturnCodes.TryParse(codes, out var answers)
            || !int.TryParse(weight, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number == 0 || Math.Abs(number) > CheckChoice.MaxWeight)
        {
            return false;
        }

        list = new DnsList(domain, about, answers, number);
        return true;
    }

    /// <summary>The name to ask for an address: its octets or, for IPv6, its nibbles in reverse (RFC 5782 §2.1, §2.4).</summary>
    public static string Question(IPAddress address, string zone)
    {
        ArgumentNullException.ThrowIfNull(address);
        var octets = address.GetAddressBytes();
        var name = new StringBuilder(80);
        for (var i = octets.Length - 1; i >= 0; i--)
        {
            _ = address.AddressFamily == AddressFamily.InterNetworkV6
                ? name.Append(CultureInfo.InvariantCulture, $"{octets[i] & 15:x}.{octets[i] >> 4:x}.")
                : name.Append(CultureInfo.InvariantCulture, $"{octets[i]}.");
        }

        return name.Append(zone).ToString();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Zone}|{Subject.ToString().ToLowerInvariant()}|{Codes}|{Weight}");
}
