using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hikyaku.Formats.Fronts;

/// <summary>Version 1 of the PROXY protocol: one line of text.</summary>
internal static class ProxyVersion1
{
    /// <summary>The longest line with its CRLF, as the protocol has it.</summary>
    private const int MaxLine = 107;

    public static ProxyHeaderResult Read(ReadOnlySpan<byte> octets)
    {
        var line = octets[..Math.Min(octets.Length, MaxLine)];
        var end = line.IndexOf("\r\n"u8);
        if (end < 0)
            return octets.Length < MaxLine ? ProxyHeaderResult.Incomplete : ProxyHeaderResult.Wrong("its line does not end within 107 octets");

        var words = Encoding.Latin1.GetString(line[..end]).Split(' ');
        return Header(words) is { } header
            ? new ProxyHeaderResult(header, end + 2, null)
            : ProxyHeaderResult.Wrong("its line is not \"PROXY TCP4|TCP6 source destination port port\"");
    }

    private static ProxyHeader? Header(string[] words) => words switch
    {
        [_, "UNKNOWN", ..] => new ProxyHeader(null, null),
        [_, "TCP4", var source, var destination, var from, var to] => Header(AddressFamily.InterNetwork, source, destination, from, to),
        [_, "TCP6", var source, var destination, var from, var to] => Header(AddressFamily.InterNetworkV6, source, destination, from, to),
        _ => null,
    };

    private static ProxyHeader? Header(AddressFamily family, string source, string destination, string from, string to) =>
        EndPoint(family, source, from) is { } client && EndPoint(family, destination, to) is { } server ? new ProxyHeader(client, server) : null;

    // IPAddress.TryParse also takes "1" and "[::1]:25"; here only the written forms will do.
    private static IPEndPoint? EndPoint(AddressFamily family, string address, string port) =>
        IPAddress.TryParse(address, out var ip) && ip.AddressFamily == family && IsPlain(address, family)
        && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new IPEndPoint(ip, number)
            : null;

    private static bool IsPlain(string address, AddressFamily family) => family == AddressFamily.InterNetwork
        ? address.Count(c => c == '.') == 3 && !address.Contains('x', StringComparison.OrdinalIgnoreCase)
        : address.IndexOfAny(['[', '%', '/']) < 0;
}
